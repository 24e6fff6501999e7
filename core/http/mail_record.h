// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "http/curl_library.h"
#include "http/exchange_record.h"
#include "http/mail_dialog.h"

namespace hearth::http {

/// Writes an SMTP exchange down as it goes, line by line, without what the login says.
/// Threads: confined to the exchange's thread.
class MailRecord {
  public:
    /// `record` must outlive it. `usesTls` from the first byte.
    MailRecord(ExchangeRecord& record, bool usesTls);

    /// A line that went out, after which the dialog is at `stage`.
    void onCommand(std::string_view line, MailStage stage, MonotonicTime now);
    /// A line that came in, after the dialog heard it.
    void onReplyLine(std::string_view line, const MailDialog& dialog, CURL* easy, MonotonicTime now);
    /// The exchange ended at `stage`. `easy` is null where none began.
    void fail(CURL* easy, MailStage stage);

  private:
    ExchangeRecord& m_record;
    const bool m_usesTls;
    bool m_isGreeted = false;
    MailStage m_stage = MailStage::kConnect;
};

} // namespace hearth::http
