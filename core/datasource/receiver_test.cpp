// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/receiver_test.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace hearth::datasource {
namespace {

using Step = TestStep::Kind;

constexpr std::array<std::string_view, 7> kSteps{"resolve", "connect", "tls", "hello", "login", "send", "answer"};

bool mentions(const std::string& text, std::initializer_list<std::string_view> words) {
    const auto lower = toLowerAscii(text);
    return std::ranges::any_of(words, [&](std::string_view word) { return lower.contains(word); });
}

/// The number that a server's answer begins with; 0: none.
int codeOf(std::string_view answer) {
    int code = 0;
    std::from_chars(answer.data(), answer.data() + std::min<std::size_t>(answer.size(), 3), code);
    return code;
}

/// What no server has a part in.
TestHint ownHint(const std::string& error) {
    if (mentions(error, {"no desktop is attached"})) {
        return TestHint::kNoDesktop;
    }
    if (mentions(error, {"may not run programs"})) {
        return TestHint::kCommandsOff;
    }
    if (mentions(error, {"unencrypted connection"})) {
        return TestHint::kClearPassword;
    }
    if (mentions(error, {"starttls extension"})) {
        return TestHint::kNoStartTls;
    }
    if (mentions(error, {"find auth mechanism"})) {
        return TestHint::kNoLoginOffered;
    }
    if (mentions(error, {"_file: open", "_file: read", "credentials file", "password file"})) {
        return TestHint::kSecretFile;
    }
    return TestHint::kNone;
}

bool isLate(const std::string& error) {
    return mentions(error, {"deadline exceeded", "timeout", "timed out"});
}

TestHint connectionHint(Step step, const std::string& error) {
    switch (step) {
    case Step::kResolve:
        return TestHint::kName;
    case Step::kConnect:
        return mentions(error, {"connection refused"}) ? TestHint::kNobodyListens : TestHint::kUnreachable;
    case Step::kTls:
        if (mentions(error, {"x509", "certificate"})) {
            return TestHint::kCertificate;
        }
        return TestHint::kNoTls;
    default:
        return isLate(error) ? TestHint::kSilent : TestHint::kNone;
    }
}

TestHint mailHint(Step step, int code, const IntegrationTest& test) {
    if (step == Step::kLogin && code >= 400) {
        const auto said = test.answer + test.error;
        return code == 534 || mentions(said, {"application-specific", "app password", "app-specific"})
                   ? TestHint::kAppPassword
                   : TestHint::kPassword;
    }
    if (step == Step::kSend && code >= 400) {
        return mentions(test.error, {"mail command"})   ? TestHint::kSender
               : mentions(test.error, {"rcpt command"}) ? TestHint::kRecipient
                                                        : TestHint::kRefused;
    }
    return TestHint::kNone;
}

TestHint statusHint(int code) {
    switch (code) {
    case 401:
    case 403:
        return TestHint::kPassword;
    case 404:
    case 410:
        return TestHint::kGone;
    case 429:
        return TestHint::kTooMany;
    default:
        return code / 100 == 5 ? TestHint::kServerFault : code / 100 == 4 ? TestHint::kRefused : TestHint::kNone;
    }
}

} // namespace

std::string_view testStepText(TestStep::Kind kind) {
    return kSteps[static_cast<std::size_t>(kind)];
}

std::optional<TestStep::Kind> parseTestStep(std::string_view text) {
    const auto* const found = std::ranges::find(kSteps, text);
    return found == kSteps.end() ? std::nullopt : std::optional(static_cast<Step>(found - kSteps.begin()));
}

TestHint hintOf(const IntegrationTest& test) {
    if (test.delivered) {
        return TestHint::kNone;
    }
    if (const auto own = ownHint(test.error); own != TestHint::kNone) {
        return own;
    }
    const auto code = codeOf(test.answer);
    const bool isMail = test.integration.starts_with("email");
    if (code >= 400) {
        const auto hint = isMail ? mailHint(test.failedStep.value_or(Step::kAnswer), code, test) : statusHint(code);
        if (hint != TestHint::kNone) {
            return hint;
        }
    }
    return test.failedStep ? connectionHint(*test.failedStep, test.error) : TestHint::kNone;
}

std::string_view hintText(TestHint hint) {
    switch (hint) {
    case TestHint::kNone:
        return "";
    case TestHint::kName:
        return "The name of the server leads nowhere. Is it spelled right, and does this machine reach a name server?";
    case TestHint::kNobodyListens:
        return "Nobody listens there. Is the port right, and does the server run?";
    case TestHint::kUnreachable:
        return "The machine does not answer. Is it on, and does a firewall keep this port closed?";
    case TestHint::kNoTls:
        return "Both sides could not agree on TLS. Port 465 takes TLS from the start, 587 takes STARTTLS.";
    case TestHint::kNoStartTls:
        return "The server does not offer STARTTLS here. Use the port with TLS from the start, which is mostly 465.";
    case TestHint::kCertificate:
        return "The server's certificate is not trusted. Is this the name that it was made for, and is it still valid?";
    case TestHint::kSilent:
        return "The server took the connection and then said nothing. Does another program listen on this port?";
    case TestHint::kPassword:
        return "The server refused the login. Type the password or the token again.";
    case TestHint::kAppPassword:
        return "This provider wants a password that is made for programs; create one in the settings of the account.";
    case TestHint::kClearPassword:
        return "Passwords are not sent where others can read them. Turn TLS on.";
    case TestHint::kNoLoginOffered:
        return "The server offers no way to log in that works with what is stated here.";
    case TestHint::kSender:
        return "The server does not let this account send from this address. State the account's own address.";
    case TestHint::kRecipient:
        return "The server does not take mail for this address. Is it spelled right?";
    case TestHint::kGone:
        return "The server does not know this address. Was the webhook deleted? Copy its URL again.";
    case TestHint::kTooMany:
        return "The server asks to send less. Wait a minute.";
    case TestHint::kServerFault:
        return "The server itself failed. Its own log says why.";
    case TestHint::kRefused:
        return "The server took the connection but not the message; its words say why.";
    case TestHint::kSecretFile:
        return "The file with the password or the token cannot be read.";
    case TestHint::kNoDesktop:
        return "No window of Hearth is open where the alerts are handled.";
    case TestHint::kCommandsOff:
        return "Programs are run only where Hearth was started with --alertmanager.allow-commands.";
    }
    return "";
}

} // namespace hearth::datasource
