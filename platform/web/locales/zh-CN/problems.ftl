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

problem-unavailable = 平台暂时无法回答
    .explanation = 平台正忙或正在启动，与您的产品无关。
    .advice-1 = 请稍后刷新本页。

problem-timed-out = 平台没有及时回答
    .explanation = 问题在我们这边，与您的产品无关。
    .advice-1 = 请稍后刷新本页。
