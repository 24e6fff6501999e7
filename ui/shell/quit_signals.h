// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <csignal>
#include <vector>

namespace hearth::ui {

/// Turns SIGTERM, SIGINT and SIGHUP (a terminal that closes) into a Qt signal, so that a program with a window ends as
/// when a person quits: what is unsaved is saved, the engine closes its database. The handler itself only writes to a
/// descriptor. A second signal of the kind ends the program at once, should the orderly way hang.
/// At most one object at a time; the handlers of before come back with its end.
/// Threads: confined to the GUI thread; the signals may arrive on any.
class QuitSignals : public QObject {
    Q_OBJECT

  public:
    explicit QuitSignals(QObject* parent = nullptr);
    ~QuitSignals() override;

  signals:
    void arrived();

  private:
    struct Previous {
        int signal = 0;
        struct sigaction action{};
    };

    void receive();

    std::vector<Previous> m_previous;
    int m_event = -1;
};

} // namespace hearth::ui
