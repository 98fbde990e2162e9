/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.imagej.start;

import ij.IJ;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GUI;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;

import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.ImageIcon;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;

/** The window with the families of methods. One command runs at a time. */
public final class StartPage extends JFrame {

	private static final long serialVersionUID = 1;

	private static final int BORDER = 10;
	private static final String HEADING = "Four families of methods, on one sample image";
	private static final List<String> HEAD = List.of(
		"Press a button: the command runs with the keys shown,", "on the sample, and its result opens.",
		" ", "The network micropatterns comes with the plugin.",
		"It knows drawn patterns only, no micrographs.", "Nothing is downloaded.");
	private static final String READY =
		"For an image or a network of your own, choose the commands in " + "Plugins > Gradiscope.";

	private static StartPage page;

	private final transient Font font;
	private final List<JButton> buttons = new ArrayList<>();
	private final JLabel state = new JLabel(READY);
	private boolean busy;

	private StartPage() {
		super(StartRun.START);
		final Font usual = state.getFont().deriveFont(Font.PLAIN);
		font = usual.deriveFont((float) (usual.getSize2D() * Prefs.getGuiScale()));
		final JPanel all = new JPanel(new BorderLayout(0, BORDER));
		all.setBorder(BorderFactory.createEmptyBorder(BORDER, BORDER, BORDER, BORDER));
		all.add(head(), BorderLayout.NORTH);
		all.add(families());
		state.setName("state");
		state.setFont(font);
		final JScrollPane pane = new JScrollPane(all);
		pane.setBorder(null);
		// Of a page that is larger than the screen, it stays in sight.
		state.setBorder(BorderFactory.createEmptyBorder(0, BORDER, BORDER, BORDER));
		add(pane);
		add(state, BorderLayout.SOUTH);
		setDefaultCloseOperation(DISPOSE_ON_CLOSE);
		getRootPane().registerKeyboardAction(event -> cancel(),
			KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), JComponent.WHEN_IN_FOCUSED_WINDOW);
	}

	/** Shows the page, or brings it to the front. Called in the event thread. */
	public static void open() {
		if (page == null || !page.isDisplayable()) {
			page = new StartPage();
			page.place();
			WindowManager.addWindow(page);
		}
		page.setVisible(true);
		page.toFront();
	}

	private JPanel head() {
		final Box lines = Box.createVerticalBox();
		lines.add(label(HEADING, FamilyPanel.heading(font)));
		HEAD.forEach(line -> lines.add(label(line, font)));
		final JPanel head = new JPanel(new BorderLayout(BORDER, 0));
		head.add(new JLabel(new ImageIcon(picture())), BorderLayout.WEST);
		head.add(lines);
		return head;
	}

	private static JLabel label(final String text, final Font font) {
		final JLabel label = new JLabel(text);
		label.setFont(font);
		return label;
	}

	/** Of the sample, as large as the text. */
	private static Image picture() {
		// In grey, Java would show it lighter than ImageJ does.
		final Image sample = SampleImage.read().getProcessor().convertToRGB().createImage();
		final double scale = Prefs.getGuiScale();
		return sample.getScaledInstance((int) (scale * sample.getWidth(null)),
			(int) (scale * sample.getHeight(null)), Image.SCALE_SMOOTH);
	}

	private JComponent families() {
		final Box box = Box.createVerticalBox();
		for (final StartFamily family : StartFamily.ALL) {
			final FamilyPanel panel = new FamilyPanel(family, font, this::press);
			panel.setBorder(BorderFactory.createEmptyBorder(BORDER / 2, 0, BORDER / 2, 0));
			buttons.addAll(panel.buttons());
			box.add(panel);
		}
		final int width =
			buttons.stream().mapToInt(button -> button.getPreferredSize().width).max().orElse(0);
		for (final JButton button : buttons)
			button.setPreferredSize(new Dimension(width, button.getPreferredSize().height));
		return box;
	}

	/** At the right, where the images of ImageJ come last; no larger than the screen. */
	private void place() {
		pack();
		final Rectangle screen = GUI.getMaxWindowBounds(IJ.getInstance());
		setSize(Math.min(getWidth(), screen.width), Math.min(getHeight(), screen.height));
		setLocation(screen.x + screen.width - getWidth(), screen.y + (screen.height - getHeight()) / 2);
	}

	private void press(final StartEntry entry) {
		if (busy) return;
		set(true, entry.command() + " is running. Esc cancels it.");
		new StartRun(entry).begin(
			done -> set(false, entry.command() + (done ? ": done. " + READY : ": there is no result.")));
	}

	private void set(final boolean isBusy, final String text) {
		busy = isBusy;
		// First: once the buttons can be pressed, it says how the last run ended.
		state.setText(text);
		buttons.forEach(button -> button.setEnabled(!isBusy));
	}

	/** As the same key does in ImageJ's own windows. */
	private void cancel() {
		if (busy) IJ.setKeyDown(KeyEvent.VK_ESCAPE);
	}

	@Override
	public void dispose() {
		WindowManager.removeWindow(this);
		super.dispose();
	}
}
