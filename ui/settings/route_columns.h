// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <vector>

class QTreeView;

namespace hearth::ui {

class HeaderDrag;

/// Gives each column of a tree what its texts need. Where that is more than there is, the long ones give way by their
/// weights and short ones stay whole; where it is less, the last column takes the rest. Once a person has dragged a
/// heading, nothing is changed any more.
/// Threads: confined to the GUI thread.
class RouteColumns : public QObject {
    Q_OBJECT

  public:
    /// One weight for each column; the tree, which has its header, is the parent.
    RouteColumns(QTreeView* tree, std::vector<double> weights);

    /// After the texts changed.
    void fit();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void measure();
    void share();

    QTreeView* m_tree;
    HeaderDrag* m_drag;
    std::vector<double> m_weights;
    std::vector<int> m_needs; ///< In pixels.
};

} // namespace hearth::ui
