// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <optional>

#include "base/clock.h"
#include "http/client_setup.h"
#include "http/mail_dialog.h"
#include "http/mail_record.h"

namespace hearth::http {

/// Hands one message to its server over libcurl. Blocks: libcurl waits for the answers to the end of a message and to
/// QUIT without giving its thread back, which is why mails have threads of their own.
/// Threads: confined to one thread.
class MailExchange {
  public:
    /// Told once how it ended: as soon as the message is taken, while QUIT is still being said.
    using Report = std::move_only_function<void(MailOutcome&&)>;

    /// `stop` ends the exchange soon after it becomes true; outlives it.
    MailExchange(MailRequest request, MonotonicTime deadline, const std::atomic<bool>& stop, Report report);

    void run();

  private:
    /// One connection, with a login by `mechanism`.
    CURLcode connectOnce(std::optional<MailMechanism> mechanism);
    void setUp(std::optional<MailMechanism> mechanism);
    void setLogin(MailMechanism mechanism);
    void setTarget();
    void finish(CURLcode code);
    void report(std::optional<Error> error);
    Error failure(CURLcode code) const;
    std::size_t onReplyLine(std::string_view line);
    void onCommand(std::string_view line);
    void recordFailure();
    bool mustEnd() const;

    static std::size_t headerCallback(char* data, std::size_t size, std::size_t count, void* exchange);
    static std::size_t readCallback(char* out, std::size_t size, std::size_t count, void* exchange);
    static int debugCallback(CURL* easy, curl_infotype type, char* data, std::size_t size, void* exchange);
    static int progressCallback(void* exchange, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

    const MailRequest m_request;
    const MonotonicTime m_deadline;
    const std::atomic<bool>& m_stop;
    Report m_report;
    EasyHandle m_easy;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
    SetupLists m_lists;
    TextList m_recipients;
    std::optional<MailDialog> m_dialog;
    std::optional<MailRecord> m_record;
    std::size_t m_sentBytes = 0;
    std::optional<MonotonicTime> m_quitDeadline; ///< Set once the message is taken.
};

} // namespace hearth::http
