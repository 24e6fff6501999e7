// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/channel_text.h"

#include <QLocale>
#include <map>

#include "models/plain_text.h"
#include "models/time_text.h"

namespace hearth::ui {

using datasource::TestHint;

QString ChannelText::kind(std::string_view kind) {
    const std::map<std::string_view, QString> names{{"desktop", tr("Desktop")},
                                                    {"email", tr("E-mail")},
                                                    {"ntfy", tr("ntfy")},
                                                    {"gotify", tr("Gotify")},
                                                    {"telegram", tr("Telegram")},
                                                    {"slack", tr("Slack")},
                                                    {"discord", tr("Discord")},
                                                    {"msteams", tr("Microsoft Teams (old)")},
                                                    {"msteamsv2", tr("Microsoft Teams")},
                                                    {"mattermost", tr("Mattermost")},
                                                    {"webhook", tr("Webhook")},
                                                    {"command", tr("Command")},
                                                    {"pagerduty", tr("PagerDuty")},
                                                    {"opsgenie", tr("Opsgenie")},
                                                    {"pushover", tr("Pushover")},
                                                    {"webex", tr("Webex")},
                                                    {"rocketchat", tr("Rocket.Chat")}};
    const auto found = names.find(kind);
    return found == names.end() ? toQString(kind) : found->second;
}

QString ChannelText::withWholeFlags(QString text) {
    return text.replace(QLatin1String("--"), QStringLiteral("-\u2060-\u2060")); // joins words without room
}

QString ChannelText::about(std::string_view kind) {
    const std::map<std::string_view, QString> texts{
        {"desktop", tr("Shows alerts on this screen. Nothing to set up.")},
        {"email", tr("Sends mails over any mail server. Takes its address, an account and a password.")},
        {"ntfy", tr("Pushes to phones. Takes a topic that nobody guesses; no account.")},
        {"gotify", tr("Pushes to phones over a server of your own. Takes its address and an application's token.")},
        {"telegram", tr("Writes into a Telegram chat. Takes a bot's token and the number of the chat.")},
        {"slack", tr("Writes into a Slack channel. Takes an incoming webhook.")},
        {"discord", tr("Writes into a Discord channel. Takes the channel's webhook.")},
        {"msteamsv2", tr("Writes into a Teams channel. Takes the address of its workflow.")},
        {"mattermost", tr("Writes into a Mattermost channel. Takes an incoming webhook.")},
        {"webhook", tr("Posts alerts as JSON to a program of yours. Takes its address.")},
        {"command", tr("Runs a program on this machine. Only where Hearth was started with "
                       "--alertmanager.allow-commands.")}};
    const auto found = texts.find(kind);
    return found == texts.end() ? QString() : found->second;
}

QString ChannelText::destination(const datasource::Channel& channel) {
    const auto to = toQString(channel.to);
    const auto over = toQString(channel.over);
    if (channel.kind == "desktop") {
        return tr("on this screen");
    }
    if (channel.kind == "command") {
        return tr("runs %1").arg(to);
    }
    if (!to.isEmpty() && !over.isEmpty()) {
        //: Where messages go: an address or channel, and the server.
        return tr("to %1 over %2").arg(to, over);
    }
    if (!to.isEmpty()) {
        return tr("to %1").arg(to);
    }
    return over.isEmpty() ? tr("to an address that is kept secret") : tr("to %1").arg(over);
}

QString ChannelText::field(std::string_view key) {
    const std::map<std::string_view, QString> names{{"to", tr("To")},
                                                    {"from", tr("From")},
                                                    {"smarthost", tr("Mail server and port")},
                                                    {"security", tr("Encryption")},
                                                    {"auth_username", tr("User name")},
                                                    {"auth_password", tr("Password")},
                                                    {"topic", tr("Topic")},
                                                    {"server", tr("Server")},
                                                    {"token", tr("Token")},
                                                    {"url", tr("Address")},
                                                    {"chat_id", tr("Number of the chat")},
                                                    {"bot_token", tr("Token of the bot")},
                                                    {"channel", tr("Channel")},
                                                    {"api_url", tr("Address of the webhook")},
                                                    {"webhook_url", tr("Address of the webhook")},
                                                    {"command", tr("Program and arguments")}};
    const auto found = names.find(key);
    return found == names.end() ? toQString(key) : found->second;
}

QString ChannelText::example(std::string_view kind, std::string_view key) {
    const std::map<std::string_view, QString> examples{{"to", QStringLiteral("you@example.org")},
                                                       {"from", QStringLiteral("hearth@example.org")},
                                                       {"smarthost", QStringLiteral("smtp.example.org:587")},
                                                       {"auth_username", QStringLiteral("you@example.org")},
                                                       {"topic", QStringLiteral("home-7f3a9c")},
                                                       {"server", QStringLiteral("https://ntfy.sh")},
                                                       {"chat_id", QStringLiteral("-1001234567890")},
                                                       {"channel", QStringLiteral("#alerts")},
                                                       {"command", QStringLiteral("/usr/local/bin/lamp --color red")}};
    if (key == "url") {
        return kind == "gotify" ? QStringLiteral("https://gotify.example.org")
                                : QStringLiteral("http://127.0.0.1:8080/");
    }
    const auto found = examples.find(key);
    return found == examples.end() ? QString() : found->second;
}

QString ChannelText::note(std::string_view kind, std::string_view key) {
    if (kind == "ntfy" && key == "topic") {
        return tr("Subscribe to the same topic in the ntfy app. Whoever knows it can read along.");
    }
    if (kind == "gotify" && key == "token") {
        return tr("In Gotify: Apps, then \"Create application\".");
    }
    if (kind == "telegram" && key == "bot_token") {
        return tr("Ask @BotFather in Telegram for a bot; it answers with the token.");
    }
    if (kind == "telegram" && key == "chat_id") {
        return tr("Write to your bot first; @userinfobot tells the number.");
    }
    if (kind == "discord" && key == "webhook_url") {
        return tr("In Discord: the channel's settings, Integrations, Webhooks.");
    }
    if (kind == "slack" && key == "api_url") {
        return tr("In Slack: \"Incoming Webhooks\" of your app.");
    }
    if (kind == "msteamsv2" && key == "webhook_url") {
        return tr("In Teams: the channel's Workflows, \"Post to a channel when a webhook request is received\".");
    }
    if (key == "command") {
        return tr("Gets the alerts as JSON on its standard input.");
    }
    return {};
}

QString ChannelText::step(datasource::TestStep::Kind step) {
    using enum datasource::TestStep::Kind;
    switch (step) {
    case kResolve:
        return tr("Found the server's address");
    case kConnect:
        return tr("Connected");
    case kTls:
        return tr("Encrypted (TLS)");
    case kHello:
        return tr("Greeted");
    case kLogin:
        return tr("Logged in");
    case kSend:
        return tr("Sent the message");
    case kAnswer:
        return tr("Accepted");
    }
    return {};
}

QString ChannelText::failedStep(datasource::TestStep::Kind step) {
    using enum datasource::TestStep::Kind;
    switch (step) {
    case kResolve:
        return tr("Address not found");
    case kConnect:
        return tr("No connection");
    case kTls:
        return tr("No encryption (TLS)");
    case kHello:
        return tr("No greeting");
    case kLogin:
        return tr("Login refused");
    case kSend:
        return tr("Message not taken");
    case kAnswer:
        return tr("Not accepted");
    }
    return {};
}

QString ChannelText::hint(TestHint hint) {
    switch (hint) {
    case TestHint::kNone:
        return {};
    case TestHint::kName:
        return tr("The server's name leads nowhere. Is it spelled right, and does this machine reach a name server?");
    case TestHint::kNobodyListens:
        return tr("Nobody listens there. Is the port right, and does the server run?");
    case TestHint::kUnreachable:
        return tr("The machine does not answer. Is it on, and does a firewall keep this port closed?");
    case TestHint::kNoTls:
        return tr("Both sides could not agree on encryption. Mail servers take TLS from the start on port 465 and "
                  "STARTTLS on port 587.");
    case TestHint::kNoStartTls:
        return tr("The server does not offer STARTTLS here. Choose \"TLS from the start\" and its port, mostly 465.");
    case TestHint::kCertificate:
        return tr("The server's certificate is not trusted. Is this the name that it was made for, and is it still "
                  "valid?");
    case TestHint::kSilent:
        return tr("The server took the connection and then said nothing. Does another program listen on this port?");
    case TestHint::kPassword:
        return tr("The server refused the login. Type the password or the token again.");
    case TestHint::kAppPassword:
        return tr("This provider wants a password made for programs. Create one in the settings of the account and "
                  "type it here.");
    case TestHint::kClearPassword:
        return tr("A password is not sent where others can read it. Turn encryption on.");
    case TestHint::kNoLoginOffered:
        return tr("The server offers no login that works with a user name and a password. Leave both empty if it "
                  "needs none.");
    case TestHint::kSender:
        return tr("The server does not let this account send from this address. State the account's own.");
    case TestHint::kRecipient:
        return tr("The server takes no mail for this address. Is it spelled right?");
    case TestHint::kGone:
        return tr("The server does not know this address. Was the webhook deleted? Copy its address again.");
    case TestHint::kTooMany:
        return tr("The server asks to send less. Wait a minute.");
    case TestHint::kServerFault:
        return tr("The server itself failed. Its own log says why.");
    case TestHint::kRefused:
        return tr("The server did not like the message; its words say why.");
    case TestHint::kSecretFile:
        return tr("The file with the password or token cannot be read. Type it again.");
    case TestHint::kNoDesktop:
        return tr("No window of Hearth is open where the alerts are handled.");
    case TestHint::kCommandsOff:
        return tr("Start Hearth with --alertmanager.allow-commands to let it run programs.");
    }
    return {};
}

QString ChannelText::time(std::int64_t microseconds) {
    const QLocale locale;
    if (microseconds < 1000) {
        return tr("< 1 ms");
    }
    if (microseconds < 10'000'000) {
        return tr("%1 ms").arg(locale.toString(static_cast<qlonglong>(microseconds / 1000)));
    }
    return tr("%1 s").arg(locale.toString(static_cast<double>(microseconds) / 1e6, 'f', 1));
}

ChannelText::State ChannelText::state(const SettingsSnapshot& snapshot, const std::string& receiver,
                                      const datasource::Channel& channel, const std::optional<LastTest>& test,
                                      model::TimestampMs now) {
    using Outcome = datasource::LastDelivery::Outcome;
    const auto* const last = snapshot.lastOf(receiver, channel.integration);
    const auto withWords = [](const QString& line, const QString& words) {
        return words.isEmpty() ? line : tr("%1: %2").arg(line, words);
    };
    if (test && (last == nullptr || last->time <= test->time)) {
        const auto age = TimeText::age(test->time, now);
        const auto words = test->words.simplified();
        return test->delivered
                   ? State{StateShape::kGood, tr("Works"), withWords(tr("Test delivered %1").arg(age), words)}
                   : State{StateShape::kBad, tr("Failed"), withWords(tr("Test failed %1").arg(age), words)};
    }
    if (last == nullptr) {
        return {StateShape::kUnknown, snapshot.isHearth ? tr("Not used yet") : tr("Not known"),
                snapshot.isHearth ? tr("No message went this way yet.")
                                  : tr("This server neither says what became of its messages nor sends tests.")};
    }
    const auto age = TimeText::age(last->time, now);
    const auto words = toQString(last->detail).simplified();
    switch (last->outcome) {
    case Outcome::kSent:
        return {StateShape::kGood, tr("Works"), withWords(tr("Last message accepted %1").arg(age), words)};
    case Outcome::kTrying:
        return {StateShape::kPending, tr("Trying"), withWords(tr("Trying again since %1").arg(age), words)};
    case Outcome::kFailed:
        break;
    }
    return {StateShape::kBad, tr("Failed"), withWords(tr("Last message failed %1").arg(age), words)};
}

} // namespace hearth::ui
