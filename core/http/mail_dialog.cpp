// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/mail_dialog.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

#include "base/text.h"

namespace hearth::http {
namespace {

/// Of a reply, all lines of it together, this much is kept.
constexpr std::size_t kMaxReplyBytes = 1000;
constexpr std::size_t kCodeDigits = 3;

struct Verb {
    std::string_view word;
    MailStage stage;
};
constexpr std::array<Verb, 7> kVerbs{{{"EHLO", MailStage::kHello},
                                      {"HELO", MailStage::kHello},
                                      {"STARTTLS", MailStage::kTls},
                                      {"AUTH", MailStage::kLogin},
                                      {"MAIL FROM", MailStage::kSender},
                                      {"RCPT TO", MailStage::kRecipient},
                                      {"DATA", MailStage::kData}}};

/// The host of `host:port`, without brackets.
std::string_view hostOf(std::string_view server) {
    auto host = server.substr(0, server.rfind(':'));
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    return host;
}

bool isThisMachine(std::string_view server) {
    const auto host = hostOf(server);
    return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

const std::string& wordsFor(MailMechanism mechanism, const MailLogin& login) {
    return mechanism == MailMechanism::kCramMd5 ? login.secret : login.password;
}

std::optional<MailMechanism> mechanismOf(std::string_view name) {
    for (const auto mechanism : {MailMechanism::kPlain, MailMechanism::kLogin, MailMechanism::kCramMd5}) {
        if (mechanismName(mechanism) == name) {
            return mechanism;
        }
    }
    return std::nullopt;
}

/// The text of a reply line; control characters become blanks.
std::string textOf(std::string_view line) {
    std::string text(trim(line.substr(std::min(kCodeDigits + 1, line.size()))));
    std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, ' ');
    return text;
}

int codeOf(std::string_view line) {
    int code = 0;
    std::from_chars(line.data(), line.data() + std::min(kCodeDigits, line.size()), code);
    return code;
}

} // namespace

int MailOutcome::replyCode() const {
    return codeOf(reply);
}

std::string_view mechanismName(MailMechanism mechanism) {
    switch (mechanism) {
    case MailMechanism::kPlain:
        return "PLAIN";
    case MailMechanism::kLogin:
        return "LOGIN";
    case MailMechanism::kCramMd5:
        break;
    }
    return "CRAM-MD5";
}

Result<MailMechanism> chooseMechanism(std::string_view offered, const MailLogin& login, bool isPrivate) {
    std::string reasons;
    const auto refuse = [&reasons](const std::string& reason) { reasons += reasons.empty() ? reason : "; " + reason; };
    for (const auto name : split(offered, ' ')) {
        const auto mechanism = mechanismOf(name);
        if (name.empty()) {
            continue;
        }
        if (!mechanism) {
            refuse(fmt::format("unknown auth mechanism: {}", name));
        } else if (wordsFor(*mechanism, login).empty()) {
            refuse(fmt::format("missing {} for {} auth mechanism",
                               *mechanism == MailMechanism::kCramMd5 ? "secret" : "password", name));
        } else if (*mechanism == MailMechanism::kPlain && !isPrivate) {
            return fail(ErrorCode::kInvalidArgument, "PLAIN auth: unencrypted connection");
        } else {
            return *mechanism;
        }
    }
    return fail(ErrorCode::kInvalidArgument, "find auth mechanism: " + reasons);
}

MailDialog::MailDialog(const MailRequest& request, std::optional<MailMechanism> mechanism)
    : m_request(request)
    , m_mechanism(mechanism) {}

void MailDialog::onCommand(std::string_view line) {
    if (std::exchange(m_isChallenged, false)) {
        return;
    }
    if (line.starts_with("QUIT")) {
        m_isOver = true;
    }
    const auto* const verb =
        std::ranges::find_if(kVerbs, [&](const Verb& known) { return line.starts_with(known.word); });
    if (verb == kVerbs.end() || m_isOver) {
        return;
    }
    m_stage = verb->stage;
    m_startedTls = m_startedTls || verb->stage == MailStage::kTls;
    if (verb->stage == MailStage::kHello) {
        m_offersAuth = false;
        m_offered.clear();
    }
}

bool MailDialog::onReplyLine(std::string_view line) {
    if (m_isOver || line.size() < kCodeDigits) {
        return true;
    }
    if (std::exchange(m_replyEnded, false)) {
        m_reply = line.substr(0, kCodeDigits);
    }
    const auto text = textOf(line);
    if (m_reply.size() + 1 + text.size() <= kMaxReplyBytes) {
        m_reply += " " + text;
    }
    if (m_stage == MailStage::kHello && (text == "AUTH" || text.starts_with("AUTH "))) {
        m_offersAuth = true;
        m_offered = text.substr(std::min<std::size_t>(text.size(), 5));
    }
    if (line.size() > kCodeDigits && line[kCodeDigits] == '-') {
        return true;
    }
    m_replyEnded = true;
    return onReplyEnd();
}

bool MailDialog::onReplyEnd() {
    const auto code = codeOf(m_reply);
    constexpr int kChallenge = 334;
    constexpr int kGoAhead = 354;
    m_isChallenged = m_stage == MailStage::kLogin && code == kChallenge;
    if (m_stage == MailStage::kData && code != kGoAhead && code / 100 == 2) {
        m_stage = MailStage::kAccepted;
    }
    return m_stage != MailStage::kHello || code / 100 != 2 || !isLastHello() || checkMechanism();
}

bool MailDialog::isLastHello() const {
    return m_request.security != MailSecurity::kStartTls || m_startedTls;
}

bool MailDialog::checkMechanism() {
    if (!m_offersAuth || !m_mechanism) {
        return true;
    }
    const bool isPrivate = m_request.security != MailSecurity::kNone || isThisMachine(m_request.server);
    auto right = chooseMechanism(m_offered, *m_request.login, isPrivate);
    if (!right) {
        m_stage = MailStage::kLogin;
        m_error = std::move(right).error();
        return false;
    }
    if (*right != *m_mechanism) {
        m_rightMechanism = *right;
        return false;
    }
    return true;
}

} // namespace hearth::http
