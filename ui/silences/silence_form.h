// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <array>

#include "datasource/alertmanager_types.h"
#include "models/silence_snapshot.h"
#include "models/silence_times.h"

class QLabel;
class QPushButton;
class QScrollArea;

namespace hearth::ui {

class AsyncSource;
class CheckedField;
class MatcherEditor;
class SilencePreview;
class TimesEditor;

/// Makes a silence or changes one. Says at every moment why it cannot be saved, and what it would hit.
/// Threads: confined to the GUI thread.
class SilenceForm : public QWidget {
    Q_OBJECT

  public:
    /// What a new one lasts unless something else is said.
    static constexpr model::DurationMs kDefaultMs = model::kHourMs;

    /// `source` must outlive the form.
    explicit SilenceForm(AsyncSource& source, QWidget* parent = nullptr);

    /// What is not set in `silence` gets its default. With an id it is changed, without one it is new.
    void edit(const datasource::Silence& silence);
    /// As the fields say it now; to be saved where problem() is empty.
    datasource::Silence silence() const;
    /// Why it cannot be saved.
    QString problem() const;
    /// Whether the person wrote who makes it.
    bool creatorEdited() const;
    /// Why nothing can be saved at all; empty: it can.
    void setReadOnly(const QString& reason);
    /// While the server is asked.
    void setSaving(bool saving);

    void setAlerts(std::shared_ptr<const ReceivedAlerts> alerts);
    /// Who makes silences, for new ones.
    void setCreator(const QString& creator);
    void setUtc(bool utc);
    /// Time goes on: what starts now moves with it.
    void setNow(model::TimestampMs now);
    void focusFirst();

  signals:
    void saveRequested();
    void canceled();

  protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    enum Field { kComment, kCreator, kFieldCount };

    void buildUi();
    QWidget* buildButtons();
    void connectSignals();
    void retranslateUi();
    CheckedField& field(Field field) const { return *m_fields[field]; }

    SilenceTimes timesOf(const datasource::Silence& silence) const;
    void matchersChanged();
    void check();
    QString matchersProblem() const;
    QString note() const;
    bool staysInPlace() const;

    datasource::Silence m_original;
    model::TimestampMs m_now = 0;
    QString m_creator;
    QString m_readOnly;
    bool m_saving = false;

    QScrollArea* m_scroll = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_matchersName = nullptr;
    MatcherEditor* m_matchers = nullptr;
    TimesEditor* m_times = nullptr;
    std::array<QLabel*, kFieldCount> m_names{};
    std::array<CheckedField*, kFieldCount> m_fields{};
    QLabel* m_note = nullptr;
    SilencePreview* m_preview = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_cancel = nullptr;
};

} // namespace hearth::ui
