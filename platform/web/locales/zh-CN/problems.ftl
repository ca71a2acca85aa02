# 每种错误的页面：标题、说明、怎么办。

problem-malformed-trace-code = 这不是追溯码
    .explanation = 追溯码应是 GS1 数字链接的路径，例如 01/06901234567892/21/SN-0001。
    .advice-1 = 请直接扫描产品上的二维码。
    .advice-2 = 手工输入时，请包含标签上括号内的标识符与全部数字。

problem-wrong-check-digit = 校验位不对
    .explanation = 条码最后一位与前面的数字不相符，说明有一位输错、扫错，或者这个码是编造的。
    .advice-1 = 重新扫码，或逐位核对条码下方的数字。
    .advice-2 = 标签上就是这样印的：请勿使用，并联系销售方。

problem-malformed-request = 这个链接填写有误
    .explanation = 链接里有一项参数无法识别，或者提交的内容不完整。
    .advice-1 = 回到首页，重新输入要查的内容。
    .advice-2 = 编写程序请看 /api/docs 中各项参数的说明。

problem-unauthorized = 需要访问令牌
    .explanation = 这里的数据不对公众开放。
    .advice-1 = 请向平台运营方申请令牌，并由程序在请求中携带。

problem-forbidden = 没有权限
    .explanation = 所用令牌的权限不包括这项内容。
    .advice-1 = 请向平台运营方申请相应权限。

problem-cross-site = 表单来自别的网站
    .explanation = 为防止他人冒用您的浏览器，平台只接受本站页面提交的表单。
    .advice-1 = 请在本站打开该产品的页面，再提交一次。

problem-unknown-code = 没有登记这个追溯码
    .explanation = 链上没有任何产品、批次或物流单元使用这个码。
    .advice-1 = 对照标签，逐位核对是否输错。
    .advice-2 = 刚刚赋码的产品可能要等几秒钟才能查到。
    .advice-3 = 如果与标签完全一致却查不到，标签可能是仿造的：请勿使用，并联系销售方。

problem-unknown-product = 这里没有登记这种产品
    .explanation = 商品条码标识的是一种产品，不是其中一件。许多产品未纳入追溯，查不到不说明产品是真是假。
    .advice-1 = 如果产品上有二维码，请扫描二维码。
    .advice-2 = 逐位核对条码下方的数字。

problem-names-product = 此码标识的是产品
    .explanation = 需要的是一件产品或一个批次的追溯码，而不是产品的条码。
    .advice-1 = 请加上序列号或批次号。

problem-nothing-to-print = 标签都已打印过
    .explanation = 所选的标签此前都已打印。
    .advice-1 = 需要重印时，请指明原打印任务并写明原因。

problem-reprint-needs-reason = 重印需要写明原因
    .explanation = 已打印过的标签，写明原因才能重印。
    .advice-1 = 请写明重印的原因。

problem-unknown-key = 这里什么也没有
    .explanation = 链接可能有误，或所查的内容不存在。
    .advice-1 = 回到首页，输入追溯码查询。

problem-unknown-link-type = 没有这种链接
    .explanation = 这个追溯码没有所要的那种链接。
    .advice-1 = 去掉链接中的 linkType 参数，打开产品页面。

problem-no-such-route = 没有这个页面
    .explanation = 链接可能有误，或者页面已经不在了。
    .advice-1 = 回到首页，输入追溯码查询。

problem-wrong-method = 这里不接受这样的请求
    .explanation = 这个地址只能打开查看，或者只能由程序提交。
    .advice-1 = 回到首页，从那里重新开始。

problem-not-acceptable = 没有这种格式
    .explanation = 内容可以是网页、JSON 或链接集，没有所要的格式。
    .advice-1 = 用浏览器直接打开链接。

problem-too-slow = 提交得太慢
    .explanation = 没有在规定时间内收到完整的请求。
    .advice-1 = 检查网络，再试一次。

problem-too-large = 提交的内容太大
    .explanation = 一次提交的内容超过了上限。
    .advice-1 = 请减少内容，分几次提交。

problem-wrong-media-type = 提交的格式不对
    .explanation = 提交的内容不是这里能读的格式。
    .advice-1 = 请用本站页面上的表单提交。

problem-too-many-requests = 查询太频繁
    .explanation = 您的网络在短时间内查询次数过多。
    .advice-1 = 请稍等片刻再试。

problem-internal = 平台暂时无法回答
    .explanation = 问题在我们这边，与您的产品无关。
    .advice-1 = 请稍后刷新本页。

problem-no-evidence = 暂时无法生成证据文件
    .explanation = 证据文件由链上节点生成：节点暂时无法连接，或平台尚未读到最新的记录。
    .advice-1 = 请稍后再试。

problem-archived = 该单元已归档
    .explanation = 保存期限已满，链上状态不再包含该单元，而证据文件证明的正是链上状态。
    .advice-1 = 请打开该单元的页面，各条记录仍可查阅。

problem-unavailable = 平台暂时无法回答
    .explanation = 平台正忙或正在启动，与您的产品无关。
    .advice-1 = 请稍后刷新本页。

problem-timed-out = 平台没有及时回答
    .explanation = 问题在我们这边，与您的产品无关。
    .advice-1 = 请稍后刷新本页。

problem-malformed-envelope = 这不是保险库的信封
    .explanation = 发送的内容不是保险库的信封,或其中的授权互相矛盾。
    .advice-1 = 若您在编写程序,请查看 /api/docs 中信封与授权的格式。

problem-unsigned = 请求没有签名
    .explanation = 保险库只回答由链上账户签名的请求。
    .advice-1 = 请让程序为本链对方法、路径和正文签名。

problem-statement-expired = 签名已过期
    .explanation = 签名的请求最多五分钟内有效。
    .advice-1 = 请核对本机时钟,并重新签名。

problem-nonce-used = 该请求已被接收过
    .explanation = 每个签名的请求只接收一次。
    .advice-1 = 请换一个随机数重新签名。

problem-not-in-force = 该账户目前无权操作
    .explanation = 它未获准入,或其准入已被暂停、撤销或到期。
    .advice-1 = 请向监管部门询问原因或申请延期。

problem-no-such-commitment = 链上没有该承诺值
    .explanation = 保险库只保存链上已有承诺值的内容。
    .advice-1 = 请先在链上登记该字段,并等待其最终确定。

problem-already-kept = 已保存过
    .explanation = 每个承诺值只保存一个信封。
    .advice-1 = 请将其授权给其他读者。

problem-unknown-record = 此处没有保存内容
    .explanation = 保险库没有该承诺值的信封。
    .advice-1 = 请询问货物的所有者。

problem-erased = 已被删除
    .explanation = 内容、密钥和盐值均已销毁,链上只剩一个随机数。
    .advice-1 = 任何人都无法恢复。

problem-not-owner = 这是他人的记录
    .explanation = 只有所有者可以授权、撤回、删除,并查看读取日志。
    .advice-1 = 请联系所有者。

problem-too-many-grants = 授权过多
    .explanation = 一条记录最多授权给 64 个读者。
    .advice-1 = 请减少授权。

problem-no-grant = 未授权给您
    .explanation = 只有获所有者授权者才能读取。
    .advice-1 = 请向所有者申请授权。

problem-grant-revoked = 授权已撤回
    .explanation = 所有者撤回了授权。
    .advice-1 = 请联系所有者。

problem-grant-not-begun = 授权尚未开始
    .explanation = 授权将在稍后生效。
    .advice-1 = 请届时再试。

problem-grant-ended = 授权已结束
    .explanation = 授权期限已过。
    .advice-1 = 请向所有者申请新的授权。

problem-reads-used-up = 读取次数已用完
    .explanation = 授权的读取次数已全部使用。
    .advice-1 = 请向所有者申请更多次数。

problem-wrong-purpose = 用途不符
    .explanation = 授权只用于一种用途,并记入日志。
    .advice-1 = 请按授权的用途读取。

problem-no-custody = 您未保管该货物
    .explanation = 地址仅向已接收货物保管权者开放。
    .advice-1 = 请先在链上接收保管权,并等待其最终确定。

problem-custody-ended = 您的保管已结束
    .explanation = 货物已交付或转交,其后的期限也已过。
    .advice-1 = 请向所有者申请授权。

problem-not-department = 仅限监管部门
    .explanation = 依法读取者须为持有部门席位的账户。
    .advice-1 = 请以参与方身份申请授权。

problem-not-read = 您尚未读取
    .explanation = 只有读取过记录者才能报告结果。
    .advice-1 = 请先读取。

problem-no-vault = 本平台没有保险库
    .explanation = 密封字段保存在别处。
    .advice-1 = 请询问本平台的运营者。

problem-by-law = 监管部门依法读取
    .explanation = 部门持有席位期间,所有者不能撤回。部门的每次读取都记入所有者可见的日志。
    .advice-1 = 请查看该记录的日志。
