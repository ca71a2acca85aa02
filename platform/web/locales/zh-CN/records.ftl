# 各类记录的字段，按其链上类型。

RawMaterials =
    .name = 主要材料名称
    .supplier = 供应方名称
    .address = 地址
    .contact = 联系方式
    .quality = 质量指标
    .produced_at = 生产日期/包装日期
    .shelf_life = 保质期/有效期

Production =
    .producer = 生产/加工企业名称
    .country = 所属国家/地区
    .produced_at = 生产时间
    .address = 地址
    .contact = 联系方式
    .licence = 生产许可

Features =
    .brand = 品牌
    .model = 型号规格
    .shelf_life = 保质期/有效期
    .certificates = 认证证书
    .certificate_of_origin = 原产地证明
    .test_reports = 检验检测报告

ProductCode =
    .barcode = 商品条码
    .batch = 批次号

OrderKey =
    .platform = 电商平台代码
    .merchant = 电商企业代码
    .number = 订单编号

ReceiptKey =
    .order = 所付订单
    .institution = 收款企业代码
    .number = 收款流水号

OrderLine =
    .product_name = 商品名称
    .quantity = 数量
    .total = 总价

Order =
    .product_name = 商品名称
    .ordered_at = 订单时间
    .platform = 交易平台
    .amount = 交易金额
    .ship_to = 收货地址
    .consignee = 收货人
    .contact = 联系方式
    .key = 订单标识
    .lines = 交易清单

Receipt =
    .product_name = 商品名称
    .received_at = 收款时间
    .amount = 收款金额
    .settled = 结汇金额
    .settled_at = 结汇时间
    .payee = 收款人
    .key = 收款标识
    .receipt_voucher = 收款凭证
    .settlement_voucher = 结汇凭证
    .reversal_voucher = 冲销凭证

Screening =
    .site = 安检地点
    .screened_at = 安检时间
    .outcome = 安检结果

Loading =
    .vehicle = 车辆
    .loaded_at = 装车时间

Tally =
    .screening = 安检过机
    .loading = 装车

WaybillKey =
    .company = 物流企业代码
    .number = 运单号

Waybill =
    .key = 运单标识
    .packages = 件数
    .gross_weight = 毛重
    .freight = 运费
    .insurance = 保价费

Transport =
    .carrier = 承运人
    .mode = 运输方式
    .departure = 运输起始地点
    .destination = 运输目的地
    .shipper = 托运人
    .waybill = 运单

Storage =
    .warehouse = 仓库名称
    .address = 仓库地址
    .mode = 仓储方式
    .entered_at = 入库时间
    .left_at = 出库时间
    .temperature = 仓储过程温度
    .humidity = 仓储过程湿度

Delivery =
    .company = 物流企业名称
    .number = 物流单号
    .delivery_number = 配送单号
    .courier = 配送人
    .receiver = 接收人
    .place = 接收地点
    .vehicle = 配送工具
    .signed_at = 签收时间

ExceptionDetails =
    .found_at = 发现时间
    .note = 说明
    .evidence = 证据

DeclaredLine =
    .hs_code = 商品编码
    .product_name = 商品名称
    .quantity = 数量
    .value = 总值
    .origin = 原产国（地区）

DutyPaid =
    .amount = 税款
    .paid_at = 缴税时间
    .voucher = 完税凭证

Declaration =
    .entry_number = 报关单号
    .port_of_departure = 启运口岸
    .port_of_arrival = 到货口岸
    .declared_at = 申报日期
    .released_at = 放行日期
    .lines = 申报清单
    .duty_paid = 完税信息

StatusChange =
    .status = 通关状态
    .code = 回执代码
    .entry_number = 报关单号
    .changed_at = 变更时间

UnitEventDetail =
    .reason = 原因
    .step = 步骤
    .note = 说明
    .after_steps = 已完成步骤
    .shelf_life = 保质期/有效期
    .retain_until = 追溯信息保存至
    .expires_at = 移交有效期至
    .digest = 归档摘要
    .entry_number = 报关单号

Heading =
    .mode = 监管方式
    .port_of_departure = 启运口岸
    .port_of_arrival = 到货口岸
    .destination = 运抵国（地区）
    .declared_at = 申报日期
    .order = 订单标识
    .waybills = 运单标识
    .packages = 件数
    .gross_weight = 毛重

Lines =
    .lines = 商品
