// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <optional>

#include "datasource/channel_kinds.h"
#include "datasource/notification_plan.h"
#include "datasource/receiver_test.h"
#include "models/state_shape.h"
#include "settings/settings_snapshot.h"

namespace hearth::ui {

/// Channels, their fields and their tests in the words of the window.
/// Threads: thread-safe.
class ChannelText {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::ChannelText)

  public:
    /// "E-mail"; of an unknown kind its own word.
    static QString kind(std::string_view kind);
    /// One line for a gallery: what it takes.
    static QString about(std::string_view kind);
    /// "to me@example.org over smtp.example.org:587"
    static QString destination(const datasource::Channel& channel);

    /// For display only: no line ends between the hyphens of a flag and its name.
    static QString withWholeFlags(QString text);

    static QString field(std::string_view key);
    /// What to type, as an example.
    static QString example(std::string_view kind, std::string_view key);
    /// Where the value is found.
    static QString note(std::string_view kind, std::string_view key);

    static QString step(datasource::TestStep::Kind step);
    /// The step that a test ended in.
    static QString failedStep(datasource::TestStep::Kind step);
    static QString hint(datasource::TestHint hint);
    /// "38 ms"
    static QString time(std::int64_t microseconds);

    struct State {
        StateShape shape = StateShape::kUnknown;
        QString word;
        QString line; ///< When, and the server's words.
    };
    /// What became of a test message.
    struct LastTest {
        model::TimestampMs time = 0;
        bool delivered = false;
        QString words; ///< The server's.
    };
    /// Of the last message or the test, whichever was later.
    static State state(const SettingsSnapshot& snapshot, const std::string& receiver,
                       const datasource::Channel& channel, const std::optional<LastTest>& test, model::TimestampMs now);
};

} // namespace hearth::ui
