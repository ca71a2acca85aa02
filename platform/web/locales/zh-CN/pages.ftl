# 各页面的文字。

ago-days = { $count } 天前
ago-hours = { $count } 小时前
ago-minutes = { $count } 分钟前
ago-moment = 不到 1 分钟前

agreement-no = 不一致
agreement-none = 无记录
agreement-waiting = 待核对
agreement-yes = 一致

awaited =
    .settled = 尚未结汇
    .left_at = 尚未出库
    .signed_at = 尚未签收
    .duty_paid = 尚无完税记录

barcode-batch = 批次
barcode-brand = 品牌与型号
barcode-compare = 请核对您手中这一件的批次和序列号。
barcode-is-quarantined = 隔离
barcode-is-recalled = 召回
barcode-lot = 批次号
barcode-lots = 批次
barcode-more-held = 还有更多，未在此列出。
barcode-more-lots = 批次较多，只列出前一部分。
barcode-no-lots = 各件只有序列号，没有批次号。
barcode-not-piece = 此条码标识的是产品，不是您手中的这一件。
barcode-number = 商品条码
barcode-producer = 生产企业
barcode-product = 产品
barcode-quarantined = 这种产品有被隔离待检的
barcode-recalled = 这种产品有被召回的
barcode-scan = 请扫描产品上的二维码，或输入序列号或批次号。这里有这种产品的记录，不说明您手中这一件的真假。
barcode-search = 查询
barcode-serial = 序列号
barcode-units = 已登记的单元：

base-language = 语言
base-name = 溯源
base-other-language = English
base-site = 站点
base-skip = 跳到正文
base-standard = 按 DB4403/T 471-2024《跨境电商出口产品追溯》的信息区块与类别展示。
base-times = 时间均为北京时间（UTC+8）。个人信息只以密封摘要上链，本页看不到也无法还原。

comment-about-missing = 请选择反馈类型。
comment-form-about = 关于
comment-form-message = 情况说明（1000 字以内，请勿填写个人信息）
comment-form-send = 提交
comment-kept = 您的反馈已保存，供平台运营方、相关企业与监管部门查看。
comment-message-missing = 请写明情况。
comment-no-text = 内容含有无法识别的字符。
comment-received = 已收到，谢谢
comment-too-long = 内容过长，请不超过 1000 字。
comment-too-often = 提交太频繁，请一分钟后再试。

CommentSubject =
    .Satisfied = 满意
    .Problem = 质量或信息有问题
    .Counterfeit = 怀疑是仿冒品
    .Other = 其他

complete-all = 标准要求的必备类别已全部齐全：
complete-imported = 其中由货主代链外主体录入，以其所述为准：
complete-missing = 还缺：

customs = 通关
customs-none = 尚未申报。

declaration-agrees = 同意
declaration-declared = 申报时间
declaration-exporter = 申报企业
declaration-loop = 订单、实物、资金
declaration-progress = 通关进度
declaration-receipt = 回执
declaration-refuses = 不同意
declaration-verdicts = 各部门意见（并联审批）
declaration-after-release = 放行后变动
declaration-changed-after-release = 放行后单证有变动

documents = 文件
documents-from = 提供方
documents-kept = 文件本身由提供方保存；链上的 SHA-256 指纹可证明文件未被改动。
documents-none = 没有登记文件。

entry-differences = 互不相符的项目
entry-given = 全部意见，包括后来更改的
entry-goods = 商品
entry-heading = 表头
entry-held = 隔离或召回中的货物（解除前不得放行）
entry-kind = 报关单
entry-list-kind = 清单
entry-missing = 尚缺的单据
entry-overrules = 取代同部门另一席位的意见
entry-quarantined = 隔离
entry-recalled = 召回
entry-units = 所含追溯单元
entry-waits-for = 尚未表态的部门

event-declared-on-list = 列入清单

exception = 交付异常

found-nothing = 没有找到：企业名称可以只写一部分，品牌与商品名称从头写起，批次、序列号和单号要写全。
found-title = 查询结果
found-units = 产品

feedback = 反馈
feedback-question = 您对这件产品有什么要说？

genealogy-contents = 内装
genealogy-divided-into = 拆分为
genealogy-none = 链上没有登记原料批次，也没有登记由它制成的产品。
genealogy-packed-in = 装在
genealogy-title = 来源与去向
genealogy-used-make = 用于制成
genealogy-unproven = 产品没有得率规范，投入与产出的数量未经核对。

hold-address = 地址
hold-brand = 品牌与型号
hold-call = 联系谁
hold-call-authority = 市场监管部门：在中国境内拨打 12315；在其他国家或地区，联系当地的消费者保护或产品安全主管部门。
hold-call-seller = 销售方：办理退货、换货或维修。
hold-contact = 生产企业联系方式
hold-hazard = 有什么危险
hold-hazard-unknown = 未能归类，请看下方主管部门所写的原因，并在使用前向其询问。
hold-incomplete = 原料或内装物品过多，本页未能全部核对：可能还有其他隔离或召回与其有关。
hold-product = 商品名称
hold-quarantine-later = 稍后再次扫码：解除隔离或转为召回都会显示在这里。
hold-quarantine-of = 隔离对象
hold-quarantine-related-title = 隔离待检：与本产品有关的批次、原料或物流单元正在检验
hold-quarantine-stop = 检验期间请勿使用、销售或继续运输。
hold-quarantine-title = 隔离待检：请勿使用或销售
hold-quarantined-by = 隔离方
hold-reason = 原因
hold-recall-harm = 已造成伤害或损失的，请保留凭证并向当地市场监管部门反映（中国境内可拨打 12315）。
hold-recall-of = 召回对象
hold-recall-related-title = 召回：与本产品有关，请立即停止使用
hold-recall-return = 联系销售方办理退货、换货或维修，并出示本页。
hold-recall-stop = 停止使用，与他人隔离存放，不要转卖、转赠或自行丢弃。
hold-recall-title = 召回：请立即停止使用
hold-recalled-by = 召回方
hold-since = 时间
hold-unregistered = 这个追溯码没有登记，但下列召回或隔离可能与您手中的产品有关。
hold-which = 是哪件产品

home-heading = 一物一码，一查到底
home-intro = 扫描产品上的二维码，或在此输入追溯码：由谁生产、经过哪里、如何通关、谁说的、核对过没有。
home-title = 查询产品从哪里来
home-trust = 这里的信息可信吗？
home-trust-admitted = 只有经监管部门表决、实名认证的企业才能写入，每条记录都标明由谁提供。
home-trust-amended = 记录写入后不能删改，更正只能追加，并写明原因。
home-trust-recomputed = 平台读取的每条记录都重新计算，并与链上摘要比对；一旦不符，页面会用红色标明。
home-trust-sealed = 收货人等个人信息从不以明文上链。

journey = 旅程
journey-alarm = 警示
journey-all = 全部内容
journey-amended = 已被更正
journey-amended-by = 现以本区块第 { $number } 条为准
journey-amends = 更正
journey-amends-record = 更正本区块第 { $number } 条，原因：
journey-by-clearance = 通关自动写入
journey-done-by = 操作方
journey-imported = 人工录入
journey-imported-from = 原始信息来自：
journey-in-block = 写入区块
journey-not-shown = 另有 { $number } 条记录未在本页列出：
journey-order = 按发生时间
journey-record = { $block } 第 { $number } 条
journey-recorded = 记录于
journey-said-by = 信息提供方
journey-with = 对方

list-number = 清单编号
list-separator = 、

look-up = 查询

mandatory-information = 必备信息

map-description = 途经位置示意图，具体位置见下方列表
map-positions = 位置
map-sketch = 示意图，仅绘海岸线，不表示任何边界。

participant-account = 账户
participant-business = 业务
participant-country = 注册地
participant-credit-code = 统一社会信用代码
participant-department = 部门
participant-documents = 证明文件
participant-history = 申请与审批经过
participant-kind = 参与方类型
participant-nodes = 信息接入节点
participant-partners = 贸易伙伴
participant-reason = 原因
participant-status = 实名认证
participant-until = 认证有效期至

participants = 参与方

parties-admitted = 参与方均经监管部门表决、实名认证后方可写入。
parties-custodian = 当前保管方
parties-owner = 所有者
parties-terms = 合同条款摘要：
parties-title = 参与方
parties-title-chain = 所有权流转

party-doubt = 该主体{ $status }
party-person = 自然人（身份已加密封存）
party-regulator = 监管部门
party-regulator-of = 监管部门（{ $department }）

people-admitted = 经监管部门表决、实名认证后才能写入追溯信息。
people-next = 下一页

person-participant = 参与方
person-units = 名下最近登记的单元

position = 位置 { $number }
position-accuracy = 精度 { $amount } { $unit }
position-count = { $count } 个位置

positions = 实时定位

product-barcode = 商品条码
product-batch = 批次
product-left = { $whole }，剩余 { $left }
product-origin = 产地
product-produced = 生产日期
product-producer = 生产企业
product-quantity = 数量
product-serial = 序列号
product-shelf-life = 保质期
product-trace-kept-until = 追溯信息保存至
product-used = { $whole }，已全部用完

proof-by = 由监管部门确认
proof-by-nobody = 验证节点名单尚未读到。
proof-by-validators = 使区块最终确认的验证节点属于：
proof-compared-at = 比对于区块
proof-covers = 摘要涵盖每条记录的内容、由谁写入及先后顺序；不涵盖其所在区块与时间，也不涵盖交接、装箱、追溯来源等经过，这些取自最终区块。核对说明记录自写入后未被改动，不代表监管部门担保记录内容属实。如有怀疑，可用任意节点自行重算。
proof-evidence = 证据文件（离线验证）
proof-evidence-how = 如不愿信任本页或本平台，可下载证据文件：用 suyuan-verify 离线比对监管部门公布的密钥，即可验证该单元由谁所有、由谁持有、是否被扣留，以及每一条记录。
proof-final = 区块已最终确认
proof-final-block = 最后读到的最终区块：
proof-label = 二维码标签
proof-recomputed = 生成本页时再次重算
proof-records = { $number } 条
proof-this-page = 本页永久链接
proof-tools = 数据与标签
proof-unaltered = 记录未被增删改
proof-unaltered-how = 本页显示的内容读自链上所哈希的原始字节。平台按链上公布的算法，对每个信息区块的全部记录逐条重算摘要，再与链上保存的摘要比对：

satisfied = 客户是否满意
satisfied-no = 不满意
satisfied-yes = 满意

prefix-holder = ，持有者：
prefix-label = 此码所属前缀
prefix-unproven = 赋码权未证明：
prefix-unproven-why = 登记此码时，没有已备案的厂商识别代码或命名空间表明所有者有权使用它。

receiver-compared = 接收人核对
receiver-other = 与订单收货人的密封值不一致，请核实
receiver-same = 与订单收货人一致

scans = 此码已被 { $persons } 位读者查询 { $number } 次
scans-end = 。
scans-first = ，首次查询：
scans-hint = 一物一码，若查询的读者异常多，此码可能被复制。预览、搜索引擎和重新加载不计入。
scans-many = 读者异常多：此码可能被复制，请核对包装与购买渠道。
scans-none = 此码尚未被查询

search-label = 追溯码、条码下方的数字、报关单号或清单编号，或企业名称、品牌、批次、序列号

shelf-life-days = { $days } 天
shelf-life-unlimited = 长期有效
shelf-life-until = 有效期至

shown-committed = 金额不公开（已作承诺）
shown-sealed = 已加密封存

stale = 注意：本页最后读到的区块是{ $age }的，之后的变化（包括召回）可能尚未显示。最后区块时间：

trace-code = 追溯码
trace-contents = 本页内容
trace-genealogy = 来源去向
trace-map = 位置
trace-parties = 参与方
trace-proof = 核对
trace-quarantined = 隔离待检
trace-recalled = 召回

verdict-checked = 记录已核对，与链上一致
verdict-checked-sentence = 本页 { $records } 条记录已逐条重新计算，结果与链上摘要一致；所在区块已由监管部门节点最终确认。
verdict-disagrees = 与链上数据不一致！
verdict-disagrees-sentence = 重新计算的摘要与链上摘要不同，本页内容可能被改动或不完整，请勿采信，并通知平台运营方。
verdict-empty = 尚无追溯记录
verdict-empty-sentence = 此码已在链上登记，但还没有人为它写入记录。
verdict-waiting = 尚未核对完毕
verdict-waiting-sentence = 记录已读取，但尚未与链上摘要比对。请稍后刷新本页。

what-to-do = 怎么办
what-was-checked = 核对了什么
