// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <unistd.h>

#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/mail_address.h"
#include "alertmanager/receivers/mail_message.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/read.h"
#include "alertmanager/receivers/truncate.h"
#include "base/file_system.h"
#include "base/text.h"
#include "base/time_zone.h"

namespace hearth::alertmanager {
namespace {

/// A server that takes longer has lost the message; another attempt is due.
constexpr std::chrono::minutes kMaxMailTime(2);
constexpr std::size_t kThreadHashDigits = 16;

struct EmailFields {
    CommonFields common{.sendResolved = false, .http = {}};
    std::string to;
    std::string from;
    std::string smarthost;
    std::string hello;
    std::string username;
    Secret password;
    Secret secret;
    std::string identity;
    std::map<std::string, std::string> headers; ///< Names in canonical form.
    std::string html = R"({{ template "email.default.html" . }})";
    std::string text;
    bool requireTls = true;
    bool implicitTls = false;
    http::TlsOptions tls;
    bool threading = false;
    bool threadByDay = false;

    bool operator==(const EmailFields&) const = default;
};

class Email final : public Integration {
  public:
    static constexpr std::string_view kKind = "email";

    Email(EmailFields fields, const IntegrationTools& tools)
        : m_fields(std::move(fields))
        , m_tools(tools)
        , m_tls(std::make_shared<const http::TlsOptions>(m_fields.tls)) {}
    ~Email() override {
        for (const auto id : m_running) {
            m_tools.network.cancel(id);
        }
    }

    void send(std::shared_ptr<const Notification> notification, MonotonicTime deadline, Done done) override;

  private:
    /// All but the timeout.
    Result<http::MailRequest> prepare(const Notification& notification);
    Result<std::optional<http::MailLogin>> login() const;
    Result<std::string> compose(MessageTexts& texts);
    Result<void> addHeaders(MessageTexts& texts, MailMessage& message);
    void addOwnHeaders(const Notification& notification, MailMessage& message);
    Outcome outcomeOf(const http::MailOutcome& ended, const Masker& masker) const;

    const EmailFields m_fields;
    const IntegrationTools m_tools;
    const std::shared_ptr<const http::TlsOptions> m_tls;
    std::set<http::Transport::RequestId> m_running;
};

std::string hostName() {
    constexpr std::size_t kMaxName = 256;
    std::array<char, kMaxName> name{};
    const bool known = ::gethostname(name.data(), name.size() - 1) == 0 && name[0] != '\0';
    return known ? name.data() : "localhost.localdomain";
}

std::string today(model::TimestampMs now, FileSystem& files) {
    const auto* const variable = std::getenv("TZ"); // NOLINT(concurrency-mt-unsafe): nobody sets it
    const auto zone = TimeZone::local(files, variable != nullptr ? std::optional<std::string>(variable) : std::nullopt);
    const auto seconds = now / model::kSecondMs;
    const auto civil = civilFromSeconds(seconds + zone.at(seconds).offset);
    return fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
}

/// The addresses of a field, or what is wrong with it.
Result<std::vector<MailAddress>> addressesOf(MessageTexts& texts, const std::string& source, std::string_view what) {
    const auto text = texts.text(source);
    HEARTH_TRY(texts.status());
    auto addresses = parseAddressList(text);
    if (!addresses) {
        return std::unexpected(std::move(addresses).error().withContext(fmt::format("parse '{}' addresses", what)));
    }
    return addresses;
}

Result<std::optional<http::MailLogin>> Email::login() const {
    if (m_fields.username.empty()) {
        return std::nullopt;
    }
    return http::MailLogin{.username = m_fields.username,
                           .password = HEARTH_TRY(textOf(m_fields.password, m_tools.files, "auth_password")),
                           .secret = HEARTH_TRY(textOf(m_fields.secret, m_tools.files, "auth_secret")),
                           .identity = m_fields.identity};
}

Result<http::MailRequest> Email::prepare(const Notification& notification) {
    MessageTexts texts(m_tools.templates, notification, notification.alerts);
    http::MailRequest mail;
    mail.server = m_fields.smarthost;
    mail.security = m_fields.implicitTls  ? http::MailSecurity::kTls
                    : m_fields.requireTls ? http::MailSecurity::kStartTls
                                          : http::MailSecurity::kNone;
    mail.hello = m_fields.hello.empty() ? "localhost" : m_fields.hello;
    mail.tls = m_tls;
    mail.login = HEARTH_TRY(login());
    const auto from = HEARTH_TRY(addressesOf(texts, m_fields.from, "from"));
    if (from.size() != 1) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("must be exactly one 'from' address (got: {})", from.size()));
    }
    mail.from = from.front().address;
    const auto to = HEARTH_TRY(addressesOf(texts, m_fields.to, "to"));
    std::ranges::transform(to, std::back_inserter(mail.to), &MailAddress::address);
    mail.message = HEARTH_TRY(compose(texts));
    return mail;
}

Result<void> Email::addHeaders(MessageTexts& texts, MailMessage& message) {
    auto sources = m_fields.headers;
    sources.emplace("Subject", R"({{ template "email.default.subject" . }})");
    sources.emplace("To", m_fields.to);
    sources.emplace("From", m_fields.from);
    for (const auto& [name, source] : sources) {
        auto value = texts.text(source);
        if (const auto status = texts.status(); !status) {
            return std::unexpected(
                Error(status.error()).withContext(fmt::format("execute {} header template", quoteGo(name))));
        }
        message.headers.emplace_back(name, std::move(value));
    }
    return {};
}

void Email::addOwnHeaders(const Notification& notification, MailMessage& message) {
    const auto now = m_tools.clock.now().time_since_epoch();
    if (!m_fields.headers.contains("Message-Id")) {
        message.headers.emplace_back("Message-Id",
                                     fmt::format("<{}.{}@{}>", now.count(), m_tools.random(), hostName()));
    }
    const auto nowMs = std::chrono::floor<std::chrono::milliseconds>(now).count();
    if (m_fields.threading) {
        // No mail has this id: mail programs make a thread of those that refer to it.
        const auto root =
            fmt::format("<alert-{}-{}@alertmanager>", hashOfGroup(notification.groupKey).substr(0, kThreadHashDigits),
                        m_fields.threadByDay ? today(nowMs, m_tools.files) : "");
        message.headers.emplace_back("References", root);
        message.headers.emplace_back("In-Reply-To", root);
    }
    if (!m_fields.headers.contains("Date")) {
        message.headers.emplace_back("Date", mailDate(nowMs));
    }
}

Result<std::string> Email::compose(MessageTexts& texts) {
    MailMessage message;
    HEARTH_TRY(addHeaders(texts, message));
    addOwnHeaders(texts.notification(), message);
    if (!m_fields.text.empty()) {
        message.parts.push_back({"text/plain; charset=UTF-8", texts.text(m_fields.text)});
    }
    HEARTH_TRY(texts.status());
    if (!m_fields.html.empty()) {
        message.parts.push_back({"text/html; charset=UTF-8", texts.html(m_fields.html)});
    }
    if (const auto status = texts.status(); !status) {
        return std::unexpected(Error(status.error()).withContext("execute html template"));
    }
    message.boundary = fmt::format("{:016x}{:016x}{:016x}", m_tools.random(), m_tools.random(), m_tools.random());
    return mailText(message);
}

void Email::send(std::shared_ptr<const Notification> notification, MonotonicTime deadline, Done done) {
    auto mail = prepare(*notification);
    if (!mail) {
        return done(failedOutcome(mail.error().message()));
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - m_tools.clock.monotonic());
    mail->record = m_tools.record;
    mail->timeout = std::clamp<std::chrono::milliseconds>(left, std::chrono::milliseconds(1), kMaxMailTime);
    Masker masker;
    if (mail->login) {
        masker.hide(mail->login->password);
        masker.hide(mail->login->secret);
    }
    const auto id = std::make_shared<http::Transport::RequestId>(0);
    *id = m_tools.network.startMail(*std::move(mail), [this, id, hidden = std::move(masker),
                                                       tell = std::move(done)](http::MailOutcome&& ended) mutable {
        m_running.erase(*id);
        if (m_tools.record) {
            m_tools.record->rewrite([&hidden](std::string text) { return hidden.masked(std::move(text)); });
        }
        tell(outcomeOf(ended, hidden));
    });
    if (*id != 0) {
        m_running.insert(*id);
    }
}

Outcome Email::outcomeOf(const http::MailOutcome& ended, const Masker& masker) const {
    Outcome outcome;
    if (ended.error) {
        const auto code = ended.error->code();
        const auto text = ended.error->message();
        // Words that were refused once are refused again, and a few refusals lock an account.
        const bool isRefusedLogin = ended.stage == http::MailStage::kLogin && ended.replyCode() / 100 == 5;
        if (isRefusedLogin || code == ErrorCode::kInvalidArgument || code == ErrorCode::kUnsupported) {
            outcome = failedOutcome(text, isRefusedLogin ? Outcome::Cause::kAuthentication : Outcome::Cause::kOther);
        } else {
            outcome =
                retryOutcome(text, code == ErrorCode::kTimeout ? Outcome::Cause::kDeadline : Outcome::Cause::kOther);
        }
    }
    outcome.error = masker.masked(std::move(outcome.error));
    outcome.answer = masker.masked(ended.reply);
    return outcome;
}

void readHeaders(yaml::MapReader& entry, EmailFields& fields) {
    std::map<std::string, std::string> headers;
    entry.textMap("headers", headers);
    for (auto& [name, value] : headers) {
        const auto canonical = canonicalHeaderName(name);
        if (!isHeaderName(name)) {
            entry.complain(fmt::format("{} is no name of a header", quoteGo(name)));
        }
        if (!fields.headers.emplace(canonical, std::move(value)).second) {
            entry.complain(fmt::format("duplicate header {} in email config", quoteGo(canonical)));
        }
    }
}

void readThreading(yaml::MapReader& entry, EmailFields& fields) {
    entry.section("threading", [&](const yaml::Node& node, const std::string& where) {
        yaml::MapReader map(entry.complaints(), node, where);
        std::string byDate;
        map.boolean("enabled", fields.threading);
        map.text("thread_by_date", byDate);
        map.finish();
        fields.threadByDay = byDate == "daily";
        for (const auto* const name : {"References", "In-Reply-To"}) {
            if (fields.threading && fields.headers.contains(name)) {
                map.complain(
                    fmt::format("conflicting configuration: threading.enabled conflicts with custom {} header", name));
            }
        }
        if (fields.threading && byDate != "none" && byDate != "daily") {
            map.complain("threading.thread_by_date must be either 'none' or 'daily'");
        }
    });
}

/// `force_implicit_tls`, of the entry or of the file; where neither says so, by the port.
void readImplicitTls(yaml::MapReader& entry, const GlobalOptions& global, EmailFields& fields) {
    fields.implicitTls = global.smtpForceImplicitTls.value_or(fields.smarthost.ends_with(":465"));
    entry.boolean("force_implicit_tls", fields.implicitTls);
}

void readLogin(yaml::MapReader& entry, const ParseContext& context, EmailFields& fields) {
    const auto& global = context.global();
    const auto orGlobal = [](const auto& own, const auto& other) { return own.empty() ? other : own; };
    entry.text("auth_username", fields.username);
    readSecret(entry, context, "auth_password", fields.password);
    readSecret(entry, context, "auth_secret", fields.secret);
    entry.text("auth_identity", fields.identity);
    fields.username = orGlobal(fields.username, global.smtpAuthUsername);
    fields.password = orGlobal(fields.password, global.smtpAuthPassword);
    fields.secret = orGlobal(fields.secret, global.smtpAuthSecret);
    fields.identity = orGlobal(fields.identity, global.smtpAuthIdentity);
}

void readServer(yaml::MapReader& entry, ParseContext& context, EmailFields& fields) {
    const auto& global = context.global();
    entry.text("from", fields.from);
    entry.text("hello", fields.hello);
    readHostPort(entry, "smarthost", fields.smarthost);
    fields.smarthost = fields.smarthost.empty() ? global.smtpSmarthost : fields.smarthost;
    fields.from = fields.from.empty() ? global.smtpFrom : fields.from;
    fields.hello = fields.hello.empty() ? global.smtpHello : fields.hello;
    if (fields.smarthost.empty()) {
        entry.complain("no global SMTP smarthost set");
    }
    if (fields.from.empty()) {
        entry.complain("no global SMTP from set");
    }
    fields.requireTls = global.smtpRequireTls;
    entry.boolean("require_tls", fields.requireTls);
    if (!context.tls(entry, "tls_config", fields.tls)) {
        fields.tls = global.smtpTls;
    }
    readImplicitTls(entry, global, fields);
}

std::shared_ptr<const IntegrationOptions> parseEmail(yaml::MapReader& entry, ParseContext& context) {
    EmailFields fields;
    entry.boolean("send_resolved", fields.common.sendResolved);
    entry.text("to", fields.to);
    if (fields.to.empty()) {
        entry.complain("missing to address in email config");
    }
    readHeaders(entry, fields);
    readThreading(entry, fields);
    entry.text("html", fields.html);
    entry.text("text", fields.text);
    readServer(entry, context, fields);
    readLogin(entry, context, fields);
    return makeOptions<Email>(std::move(fields));
}

constexpr std::array<std::string_view, 2> kSecrets{"auth_password", "auth_secret"};

} // namespace

const IntegrationKind kEmailKind{"email_configs", kSecrets, false, parseEmail};

} // namespace hearth::alertmanager
