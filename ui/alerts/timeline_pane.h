// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alerts/past_pane.h"

class QComboBox;

namespace hearth::ui {

class TimelineModel;
class TimelineView;

/// Alerts along time.
/// Threads: confined to the GUI thread.
class TimelinePane : public PastPane {
    Q_OBJECT

  public:
    explicit TimelinePane(AsyncSource& source, QWidget* parent = nullptr);

    /// How much time is shown: for the page to place, which then owns it.
    QComboBox& range() const { return *m_range; }

    TableView& tree() const override;
    int rowCount() const override;
    const AlertLife* currentLife() const override;
    void setUtc(bool utc) override;
    void setPresent(AlertSnapshotPtr present) override;
    void retranslate() override;

  protected:
    Question question() const override;
    void show(AlertPastPtr past) override;
    void applyFilter(const AlertFilter& filter) override;

  private:
    TimelineModel* m_model;
    TimelineView* m_view;
    QComboBox* m_range;
};

} // namespace hearth::ui
