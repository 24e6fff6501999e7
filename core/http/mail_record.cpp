// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/mail_record.h"

#include <fmt/format.h>

#include "base/text.h"
#include "http/curl_steps.h"

namespace hearth::http {
namespace {

std::optional<ExchangeStep> stepOf(MailStage stage) {
    switch (stage) {
    case MailStage::kConnect:
        return std::nullopt;
    case MailStage::kHello:
        return ExchangeStep::kHello;
    case MailStage::kTls:
        return ExchangeStep::kTls;
    case MailStage::kLogin:
        return ExchangeStep::kLogin;
    case MailStage::kSender:
    case MailStage::kRecipient:
    case MailStage::kData:
        return ExchangeStep::kSend;
    case MailStage::kAccepted:
        return ExchangeStep::kAnswer;
    }
    return std::nullopt;
}

/// Of a login only the mechanism is shown.
std::string shownCommand(std::string_view line, MailStage stage) {
    const auto text = trim(line);
    if (stage != MailStage::kLogin || text == "QUIT") {
        return std::string(text);
    }
    if (!text.starts_with("AUTH ")) {
        return "***";
    }
    const auto words = text.find(' ', 5);
    return words == std::string_view::npos ? std::string(text) : fmt::format("{} ***", text.substr(0, words));
}

} // namespace

MailRecord::MailRecord(ExchangeRecord& record, bool usesTls)
    : m_record(record)
    , m_usesTls(usesTls) {
    m_record.begin(std::chrono::steady_clock::now());
}

void MailRecord::onCommand(std::string_view line, MailStage stage, MonotonicTime now) {
    // What comes next begins where the server let the last step pass.
    if (const auto before = stepOf(m_stage); before && stage != m_stage && before != stepOf(stage)) {
        m_record.doneNow(*before, now);
    }
    m_stage = stage;
    m_record.line(true, shownCommand(line, stage), now);
}

void MailRecord::onReplyLine(std::string_view line, const MailDialog& dialog, CURL* easy, MonotonicTime now) {
    if (!std::exchange(m_isGreeted, true)) {
        recordConnection(m_record, easy, m_usesTls);
    }
    m_record.line(false, std::string(trim(line)), now);
    if (dialog.stage() == MailStage::kAccepted && m_stage != MailStage::kAccepted) {
        m_stage = MailStage::kAccepted;
        m_record.doneNow(ExchangeStep::kSend, now);
        m_record.doneNow(ExchangeStep::kAnswer, now);
    }
}

void MailRecord::fail(CURL* easy, MailStage stage) {
    if (stage == MailStage::kConnect) {
        const auto missing =
            easy == nullptr ? std::optional(ExchangeStep::kResolve) : recordConnection(m_record, easy, m_usesTls);
        m_record.failed(missing.value_or(ExchangeStep::kHello));
        return;
    }
    // A second greeting after TLS began belongs to the same step of the person's list.
    m_record.failed(stepOf(stage).value_or(ExchangeStep::kAnswer));
}

} // namespace hearth::http
