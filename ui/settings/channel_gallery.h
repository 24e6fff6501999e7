// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "widgets/card.h"

class QLabel;
class QPushButton;

namespace hearth::ui {

/// The kinds of channels that can be set up, each with a line of what it does and takes.
/// Threads: confined to the GUI thread.
class ChannelGallery : public Card {
    Q_OBJECT

  public:
    explicit ChannelGallery(QWidget* parent = nullptr);

  signals:
    /// As datasource/channel_kinds.h calls it.
    void chosen(const std::string& kind);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslateUi();

    struct Row {
        QPushButton* button;
        QLabel* about;
    };
    std::vector<Row> m_rows; ///< In the order of channelKinds().
};

} // namespace hearth::ui
