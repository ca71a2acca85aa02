# 各类值的名称，按其链上类型。

UnitKind =
    .Item = 单个产品
    .Batch = 同一批次产品
    .LogisticUnit = 物流单元
    .Service = 服务

TraceMode =
    .FullChain = 全供应链追溯
    .Manufacturer = 生产商追溯
    .Trader = 贸易商追溯

Stage =
    .Open = 追溯进行中
    .Closed = 追溯已完结
    .Archived = 已归档

InfoBlock =
    .product = 产品信息
    .transaction = 交易信息
    .logistics = 物流信息
    .customs = 通关信息

Category =
    .RawMaterials = 原辅材料与零部件
    .Production = 生产
    .Features = 产品特征
    .ProductCode = 产品编码
    .Order = 订单
    .Receipt = 跨境收款
    .TradedProductCode = 产品编码（交易）
    .Tally = 理货
    .Transport = 运输
    .Storage = 仓储
    .Delivery = 派送
    .DeliveryException = 交付异常
    .Declaration = 通关申报
    .Status = 通关状态

UnitEvent =
    .Registered = 赋码登记
    .Transformed = 投入生产
    .Made = 制成
    .Packed = 装箱
    .Unpacked = 拆箱
    .CustodyOffered = 移交待接收
    .CustodyAccepted = 移交完成
    .CustodyCancelled = 移交取消
    .OfferReaped = 移交过期
    .CustodyReassigned = 责令转移保管
    .UnpackedByOrder = 责令拆箱
    .Quarantined = 隔离待检
    .Released = 解除隔离
    .Recalled = 召回
    .HoldExtended = 管控延伸
    .RecallEnded = 解除召回
    .Served = 服务步骤
    .FeedbackGiven = 服务评价
    .ServiceEnded = 服务完成
    .CodeReassigned = 追溯码改归有权者
    .Closed = 追溯完结
    .ClosedByOrder = 责令完结
    .Archived = 归档
    .Declared = 列入报关单

Transformation =
    .Transform = 加工自
    .Split = 拆分自

ScreeningOutcome =
    .Passed = 通过
    .PassedAfterOpening = 开箱查验后通过
    .HeldBack = 扣下未放行

TransportMode =
    .Water = 水路运输
    .Rail = 铁路运输
    .Road = 公路运输
    .Air = 航空运输
    .Mail = 邮件运输
    .Multimodal = 多式联运
    .Other = 其他方式

DeliveryException =
    .NoneOccurred = 无异常
    .Damage = 运输破损
    .Loss = 丢失
    .DetentionAtDestination = 目的国扣关
    .Disposal = 废弃
    .Transfer = 转仓
    .Rma = RMA 退货授权
    .Return = 退件
    .ReverseLogistics = 逆向物流

CustomsStatus =
    .Declared = 申报
    .Received = 接收
    .ManualReview = 转人工
    .Inspection = 查验
    .Detained = 扣留
    .Concluded = 审结
    .Released = 放行
    .Closed = 结关
    .Rejected = 退单
    .Returned = 退运
    .Cancelled = 撤销

LoopState =
    .Open = 尚未齐全
    .Matched = 三单相符
    .SelfStated = 单方自述，未经他方佐证
    .Mismatch = 互不相符

SupervisionMode =
    .General = 0110 一般贸易
    .MarketProcurement = 1039 市场采购
    .DirectToConsumer = 9610 跨境直购
    .DirectToBusiness = 9710 跨境电商 B2B 直接出口
    .OverseasWarehouse = 9810 跨境电商出口海外仓
    .BondedZone = 1210 保税电商

ParticipantKind =
    .TradeEntity = 贸易主体
    .LogisticsEnterprise = 物流企业
    .FinancialInstitution = 金融机构
    .Regulator = 监管部门
    .ServicePlatform = 综合服务平台企业
    .ConsumerOrOther = 个人消费者及其他

Business =
    .FinalConsumer = 最终消费者
    .ECommercePlatform = 电商平台
    .ECommerceEnterprise = 电商企业
    .Manufacturer = 生产企业
    .Trader = 贸易企业
    .Pickup = 揽货企业
    .Carrier = 运输企业
    .SortingAndWarehousing = 分拣仓储企业
    .CustomsBroker = 报关企业
    .PortOperator = 机场、港口及海关监管场所运营企业
    .InternationalLogistics = 国际物流企业
    .OverseasClearance = 海外清关企业
    .OverseasWarehousing = 海外仓储企业
    .OverseasDelivery = 海外派送企业
    .Bank = 银行
    .ThirdPartyPayment = 第三方支付公司
    .Insurer = 保险公司
    .SupplyChainFinance = 供应链金融企业
    .OtherFinancial = 其他金融机构
    .Commerce = 商务部门
    .Customs = 海关
    .ForeignExchange = 外汇管理部门
    .Tax = 税务部门
    .PortOffice = 口岸办
    .MarketSupervision = 市场监管部门
    .ComprehensiveServicePlatform = 跨境电商外贸综合服务平台
    .CodeHolder = 追溯码持有者

Department =
    .Commerce = 商务
    .Customs = 海关
    .ForeignExchange = 外汇管理
    .Tax = 税务
    .PortOffice = 口岸办
    .MarketSupervision = 市场监管

NodeKind =
    .Manufacturer = 生产企业节点
    .DomesticProcurement = 国内采购节点
    .TradingPlatform = 交易平台节点
    .CrossBorderCollection = 跨境收款节点
    .PickupAndConsolidation = 揽货集货节点
    .TallyAndPicking = 理货拣货节点
    .InternationalTransport = 国际运输节点
    .OverseasWarehousing = 海外仓储节点
    .OverseasClearanceAndDelivery = 海外清派节点
    .PortClearance = 口岸通关节点

ParticipantStatus =
    .Applied = 申请中
    .Active = 已通过实名认证
    .Suspended = 已暂停
    .Revoked = 已撤销
    .Withdrawn = 已撤回申请
    .Rejected = 未通过

MeasureUnit =
    .Piece = 个
    .Pair = 双
    .Set = 套
    .Carton = 箱
    .Kilogram = 千克
    .Litre = 升
    .Metre = 米
    .SquareMetre = 平方米
    .CubicMetre = 立方米

EvidenceKind =
    .BusinessLicence = 营业执照
    .ProductionLicence = 生产许可
    .Certificate = 认证证书
    .CertificateOfOrigin = 原产地证明
    .TestReport = 检验检测报告
    .ReceiptVoucher = 收款凭证
    .SettlementVoucher = 结汇凭证
    .DutyPaid = 完税凭证
    .Picture = 照片或影像
    .Other = 其他文件

PositionSystem =
    .Pas = 高精度定位网络（PAS）
    .Bds = 北斗（BDS）
    .Gps = GPS

Hazard =
    .Fire = 可能过热、起火或爆炸
    .Shock = 可能触电
    .Choking = 可能噎住或窒息，儿童尤其危险
    .Injury = 可能破裂、断裂或割伤、夹伤人
    .Chemical = 含有有害物质
    .Contamination = 可能被污染或已经变质
    .Allergen = 可能引起过敏
    .Counterfeit = 可能是假冒产品，未经检验

HazardAdvice =
    .Fire = 立即断电，不要充电；放在远离可燃物和儿童的地方，不要拆开。
    .Shock = 立即拔下插头，不要触碰裸露部分。
    .Choking = 立即从儿童身边拿走。
    .Injury = 不要再用手触碰或组装，收好碎片。
    .Chemical = 不要食用、涂抹或长时间接触；接触后洗手，不适就医。
    .Contamination = 不要食用；已经食用并感到不适的，请就医并保留包装。
    .Allergen = 过敏体质者不要食用或接触；出现症状请就医。
    .Counterfeit = 不要使用；保留购买凭证。

HoldRelation =
    .Itself = 本产品
    .Batch = 它所属的批次
    .Container = 装着它的物流单元
    .Contents = 其中的内装物品
    .Material = 制成它的原料或零部件
    .Product = 同一商品的这个批次，请对照标签上的批次号

Disagreement =
    .OrderLines = 订单金额与明细合计
    .ReceiptCurrency = 收款币种
    .ReceivedAmount = 收款金额
    .DeclaredCurrency = 申报币种
    .DeclaredValue = 申报总值
    .Packages = 件数
    .GrossWeight = 毛重

DisagreementSide =
    .amount = 订单金额
    .lines = 明细合计
    .ordered = 订单
    .received = 收款
    .declared = 报关
    .carried = 运单

MissingDocument =
    .Order = 订单
    .Receipt = 收款
    .Declaration = 报关
    .AnyWaybill = 运单（一份也没有）
    .Waybill = 运单

MissingDetail =
    .outstanding = 尚缺金额
    .waybill = 运单号

ParticipantEvent =
    .Applied = 提交申请
    .Withdrawn = 撤回申请
    .Rejected = 申请未通过
    .Admitted = 通过实名认证
    .Suspended = 暂停
    .Reinstated = 恢复
    .Revoked = 撤销
    .Renewed = 延长有效期

FoundBy =
    .Serial = 序列号
    .Batch = 批次
    .Brand = 品牌
    .Model = 型号
    .Producer = 生产企业
    .ProductName = 商品名称
    .Order = 订单编号
    .Waybill = 运单号
    .Delivery = 配送单号
    .Carrier = 承运人
