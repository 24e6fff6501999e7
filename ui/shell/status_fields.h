// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStatusBar>

class QToolButton;

namespace hearth::ui {

class Connections;
class ServerWatch;

/// The window's bottom line: every field is a button that leads to its detail.
/// Threads: confined to the GUI thread.
class StatusFields : public QStatusBar {
    Q_OBJECT

  public:
    /// Both must outlive this.
    StatusFields(const ServerWatch& watch, const Connections& connections, QWidget* parent = nullptr);

    void setUtc(bool utc);

  public slots:
    /// Takes in what the watch and the connection say now.
    void render();

  signals:
    void targetsClicked();
    void statusClicked();
    void exploreClicked(const QString& expression);
    void zoneClicked();
    void connectionClicked();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    QToolButton* addField(bool right);
    void connectSignals();
    void renderTargets();
    void renderEngine();

    const ServerWatch& m_watch;
    const Connections& m_connections;
    bool m_utc = false;

    QToolButton* m_targets = nullptr;
    QToolButton* m_samples = nullptr;
    QToolButton* m_query = nullptr;
    QToolButton* m_engine = nullptr;
    QToolButton* m_zone = nullptr;
    QToolButton* m_connection = nullptr;
};

} // namespace hearth::ui
