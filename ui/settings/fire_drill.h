// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "datasource/alertmanager_types.h"
#include "models/alert_text.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace hearth::ui {

class AsyncSource;
class CheckedField;
class TraceView;

/// A test alert that goes the whole way: route, group, receiver; it ends by itself after a minute. What happens to it
/// is shown as it happens. Threads: confined to the GUI thread.
class FireDrill : public QWidget {
    Q_OBJECT

  public:
    /// `source` must outlive it.
    explicit FireDrill(AsyncSource& source, QWidget* parent = nullptr);

    /// Whether the server tells what happens to an alert.
    void setHasTrace(bool hasTrace) { m_hasTrace = hasTrace; }
    void setUtc(bool utc);
    /// Another server is asked from now on: the drill belongs to the one before.
    void forget();

  signals:
    /// To what held the alert back.
    void linkFollowed(const hearth::ui::LinkedText& link);

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void retranslateUi();
    void begin();
    void begun(const Result<std::string>& fingerprint);
    void ask();
    void showTrace(Result<std::vector<datasource::TraceEvent>> events);
    void renderTrace();
    void judge();
    Result<datasource::PostedAlert> alert() const;
    using Words = std::function<QString()>;
    /// Also after the language was switched; null: nothing.
    void say(Words words);
    void end(Words words);

    AsyncSource& m_source;
    QTimer m_timer;
    bool m_hasTrace = true;
    bool m_utc = false;
    std::string m_fingerprint;
    model::TimestampMs m_begunAt = 0;
    bool m_isWatching = false; ///< Also while it is hidden.
    std::vector<datasource::TraceEvent> m_events;
    Words m_says;

    CheckedField* m_name = nullptr;
    QComboBox* m_severity = nullptr;
    CheckedField* m_labels = nullptr;
    QPushButton* m_begin = nullptr;
    QLabel* m_intro = nullptr;
    QLabel* m_nameLabel = nullptr;
    QLabel* m_severityLabel = nullptr;
    QLabel* m_labelsLabel = nullptr;
    QLabel* m_state = nullptr;
    TraceView* m_trace = nullptr;
};

} // namespace hearth::ui
