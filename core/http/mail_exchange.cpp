// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/mail_exchange.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

#include "base/text.h"
#include "http/curl_steps.h"
#include "http/message.h"
#include "http/transfer_error.h"

namespace hearth::http {
namespace {

/// The server may take this long to say goodbye.
constexpr std::chrono::seconds kQuitTime(5);
/// A mechanism, and the right one where the server wants another.
constexpr int kMaxConnections = 2;

MonotonicTime monotonicNow() {
    return std::chrono::steady_clock::now();
}

std::string_view hostOf(std::string_view server) {
    return server.substr(0, server.rfind(':'));
}

std::string_view portOf(std::string_view server) {
    const auto colon = server.rfind(':');
    return colon == std::string_view::npos ? std::string_view() : server.substr(colon + 1);
}

/// What the mechanism is before the server has said what it knows.
std::optional<MailMechanism> firstGuess(const std::optional<MailLogin>& login) {
    if (!login || login->username.empty()) {
        return std::nullopt;
    }
    return login->password.empty() && !login->secret.empty() ? MailMechanism::kCramMd5 : MailMechanism::kPlain;
}

/// What was being done, in Alertmanager's words.
std::string_view actionOf(MailStage stage, MailSecurity security) {
    switch (stage) {
    case MailStage::kConnect:
        return security == MailSecurity::kTls ? "establish TLS connection to server" : "establish connection to server";
    case MailStage::kHello:
        return "send EHLO command";
    case MailStage::kTls:
        return "send STARTTLS command";
    case MailStage::kLogin:
        return "auth";
    case MailStage::kSender:
        return "send MAIL command";
    case MailStage::kRecipient:
        return "send RCPT command";
    case MailStage::kData:
    case MailStage::kAccepted:
        break;
    }
    return "delivery failure";
}

/// A word of a command: no line break, no blank, no brackets that would end it early.
bool isAddress(std::string_view text) {
    return !text.empty() && std::ranges::none_of(text, [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '\x7f';
    });
}

Result<void> check(const MailRequest& request) {
    for (const auto* const word : {&request.from, &request.server, &request.hello}) {
        if (!isAddress(*word)) {
            return fail(ErrorCode::kInvalidArgument, fmt::format("{} is no name or address", quoteGo(*word)));
        }
    }
    if (request.to.empty()) {
        return fail(ErrorCode::kInvalidArgument, "the message has no recipient");
    }
    for (const auto& address : request.to) {
        if (!isAddress(address)) {
            return fail(ErrorCode::kInvalidArgument, fmt::format("{} is no address", quoteGo(address)));
        }
    }
    return {};
}

} // namespace

MailExchange::MailExchange(MailRequest request, MonotonicTime deadline, const std::atomic<bool>& stop, Report report)
    : m_request(std::move(request))
    , m_deadline(deadline)
    , m_stop(stop)
    , m_report(std::move(report)) {
    if (m_request.record) {
        m_record.emplace(*m_request.record, m_request.security == MailSecurity::kTls);
    }
}

void MailExchange::run() {
    if (auto checked = check(m_request); !checked) {
        return report(std::move(checked).error());
    }
    if (const auto library = loadCurl(); !library) {
        return report(library.error());
    }
    auto mechanism = firstGuess(m_request.login);
    auto code = CURLE_OK;
    for (int i = 0; i < kMaxConnections; ++i) {
        code = connectOnce(mechanism);
        if (!m_dialog->rightMechanism()) {
            break;
        }
        mechanism = m_dialog->rightMechanism();
    }
    finish(code);
}

CURLcode MailExchange::connectOnce(std::optional<MailMechanism> mechanism) {
    m_dialog.emplace(m_request, mechanism);
    m_lists = {};
    m_recipients.clear();
    m_sentBytes = 0;
    m_easy.reset(curl().easyInit());
    setUp(mechanism);
    return curl().easyPerform(m_easy.get());
}

void MailExchange::setUp(std::optional<MailMechanism> mechanism) {
    auto* const easy = m_easy.get();
    static const TlsOptions kNoOptions;
    applyTls(easy, m_request.tls ? *m_request.tls : kNoOptions);
    setTarget();
    if (mechanism) {
        setLogin(*mechanism);
    }
    for (const auto& address : m_request.to) {
        m_recipients.append(address.c_str());
    }
    curl().easySetopt(easy, CURLOPT_MAIL_FROM, m_request.from.c_str());
    curl().easySetopt(easy, CURLOPT_MAIL_RCPT, m_recipients.list());
    curl().easySetopt(easy, CURLOPT_UPLOAD, 1L);
    curl().easySetopt(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(m_request.message.size()));
    curl().easySetopt(easy, CURLOPT_READFUNCTION, &readCallback);
    curl().easySetopt(easy, CURLOPT_READDATA, this);
    curl().easySetopt(easy, CURLOPT_HEADERFUNCTION, &headerCallback);
    curl().easySetopt(easy, CURLOPT_HEADERDATA, this);
    // libcurl tells what it says to nobody but a listener at its log.
    curl().easySetopt(easy, CURLOPT_VERBOSE, 1L);
    curl().easySetopt(easy, CURLOPT_DEBUGFUNCTION, &debugCallback);
    curl().easySetopt(easy, CURLOPT_DEBUGDATA, this);
    curl().easySetopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl().easySetopt(easy, CURLOPT_XFERINFOFUNCTION, &progressCallback);
    curl().easySetopt(easy, CURLOPT_XFERINFODATA, this);
    curl().easySetopt(easy, CURLOPT_ERRORBUFFER, m_errorText.data());
    curl().easySetopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl().easySetopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl().easySetopt(easy, CURLOPT_PROXY, ""); // and none from the environment
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_deadline - monotonicNow()).count();
    curl().easySetopt(easy, CURLOPT_TIMEOUT_MS, std::max<long>(left, 1));
}

void MailExchange::setLogin(MailMechanism mechanism) {
    auto* const easy = m_easy.get();
    const auto& login = *m_request.login;
    const auto& word = mechanism == MailMechanism::kCramMd5 ? login.secret : login.password;
    curl().easySetopt(easy, CURLOPT_LOGIN_OPTIONS, fmt::format("AUTH={}", mechanismName(mechanism)).c_str());
    curl().easySetopt(easy, CURLOPT_USERNAME, login.username.c_str());
    curl().easySetopt(easy, CURLOPT_PASSWORD, word.c_str());
    if (mechanism == MailMechanism::kPlain) {
        // All in one line, as every server knows it; LOGIN asks for its words one after the other.
        curl().easySetopt(easy, CURLOPT_SASL_IR, 1L);
        if (!login.identity.empty()) {
            curl().easySetopt(easy, CURLOPT_SASL_AUTHZID, login.identity.c_str());
        }
    }
}

void MailExchange::setTarget() {
    auto* const easy = m_easy.get();
    const auto& server = m_request.server;
    const auto& name = m_request.tls ? m_request.tls->serverName : std::string();
    auto host = std::string(hostOf(server));
    if (!name.empty() && name != host && m_request.security != MailSecurity::kNone) {
        m_lists.connectTo.append(fmt::format("{}:{}:{}:{}", name, portOf(server), host, portOf(server)).c_str());
        curl().easySetopt(easy, CURLOPT_CONNECT_TO, m_lists.connectTo.list());
        host = name;
    }
    const auto* const scheme = m_request.security == MailSecurity::kTls ? "smtps" : "smtp";
    const auto url = fmt::format("{}://{}:{}/{}", scheme, host, portOf(server), percentEncode(m_request.hello));
    curl().easySetopt(easy, CURLOPT_URL, url.c_str());
    curl().easySetopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl().easySetopt(
        easy, CURLOPT_USE_SSL,
        static_cast<long>(m_request.security == MailSecurity::kStartTls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
}

void MailExchange::finish(CURLcode code) {
    if (!m_report) {
        return; // was taken; how the goodbye went is of no meaning
    }
    if (m_dialog->error()) {
        return report(*m_dialog->error());
    }
    report(code == CURLE_OK ? std::nullopt : std::optional(failure(code)));
}

void MailExchange::report(std::optional<Error> error) {
    MailOutcome outcome;
    if (m_dialog) {
        outcome.stage = m_dialog->stage();
        outcome.reply = m_dialog->reply();
    }
    outcome.error = std::move(error);
    if (outcome.error) {
        recordFailure();
    }
    std::exchange(m_report, nullptr)(std::move(outcome));
}

Error MailExchange::failure(CURLcode code) const {
    long errorNumber = 0;
    curl().easyGetinfo(m_easy.get(), CURLINFO_OS_ERRNO, &errorNumber);
    const auto action = actionOf(m_dialog->stage(), m_request.security);
    if (code == CURLE_USE_SSL_FAILED && m_dialog->stage() == MailStage::kHello) {
        return {ErrorCode::kIo, fmt::format("'require_tls' is true (default) but {} does not advertise the STARTTLS "
                                            "extension",
                                            quoteGo(m_request.server))};
    }
    if (MailOutcome{.reply = m_dialog->reply()}.replyCode() >= 400) {
        return {ErrorCode::kIo, fmt::format("{}: {}", action, m_dialog->reply())};
    }
    const TransferFailure known{code, static_cast<int>(errorNumber), std::string_view(m_errorText.data())};
    return describePeerFailure(known, "tcp " + m_request.server, hostOf(m_request.server)).withContext(action);
}

void MailExchange::recordFailure() {
    if (m_record) {
        m_record->fail(m_easy.get(), m_dialog ? m_dialog->stage() : MailStage::kConnect);
    }
}

void MailExchange::onCommand(std::string_view line) {
    m_dialog->onCommand(line);
    if (m_record) {
        m_record->onCommand(line, m_dialog->stage(), monotonicNow());
    }
}

std::size_t MailExchange::onReplyLine(std::string_view line) {
    const bool goesOn = m_dialog->onReplyLine(line);
    if (m_record) {
        m_record->onReplyLine(line, *m_dialog, m_easy.get(), monotonicNow());
    }
    if (!goesOn) {
        return 0;
    }
    if (m_dialog->stage() == MailStage::kAccepted && m_report) {
        m_quitDeadline = monotonicNow() + kQuitTime;
        report(std::nullopt);
    }
    return line.size();
}

bool MailExchange::mustEnd() const {
    return m_stop.load(std::memory_order_relaxed) || (m_quitDeadline && *m_quitDeadline <= monotonicNow());
}

std::size_t MailExchange::headerCallback(char* data, std::size_t size, std::size_t count, void* exchange) {
    return static_cast<MailExchange*>(exchange)->onReplyLine({data, size * count});
}

std::size_t MailExchange::readCallback(char* out, std::size_t size, std::size_t count, void* exchange) {
    auto* const self = static_cast<MailExchange*>(exchange);
    const auto& message = self->m_request.message;
    const auto bytes = std::min(size * count, message.size() - self->m_sentBytes);
    std::memcpy(out, message.data() + self->m_sentBytes, bytes);
    self->m_sentBytes += bytes;
    return bytes;
}

int MailExchange::debugCallback(CURL* easy, curl_infotype type, char* data, std::size_t size, void* exchange) {
    if (const auto& record = static_cast<MailExchange*>(exchange)->m_request.record) {
        recordLog(*record, easy, type);
    }
    if (type == CURLINFO_HEADER_OUT) {
        static_cast<MailExchange*>(exchange)->onCommand({data, size});
    }
    return 0;
}

int MailExchange::progressCallback(void* exchange, curl_off_t /*downloadTotal*/, curl_off_t /*downloaded*/,
                                   curl_off_t /*uploadTotal*/, curl_off_t /*uploaded*/) {
    return static_cast<MailExchange*>(exchange)->mustEnd() ? 1 : 0;
}

} // namespace hearth::http
