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

import java.awt.Component;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;

/** A family on the page: its name and question, and of each entry a button and the line that it runs. */
final class FamilyPanel extends JPanel {

	private static final long serialVersionUID = 1;

	private static final int GAP = 6;
	private static final int BUTTON = 0;
	private static final int TEXT = 1;
	private static final int COPY = 2;

	private final List<JButton> buttons = new ArrayList<>();
	private int row;

	/** @param pressed told whose button is pressed */
	FamilyPanel(final StartFamily family, final Font font, final Consumer<StartEntry> pressed) {
		super(new GridBagLayout());
		final JLabel heading = new JLabel(family.name() + ": " + family.question());
		heading.setFont(heading(font));
		add(heading, BUTTON, 3);
		row++;
		for (final StartEntry entry : family.entries())
			add(entry, font, pressed);
	}

	/** The font of headings beside the one of text. */
	static Font heading(final Font text) {
		return text.deriveFont(Font.BOLD, text.getSize2D() * 1.1f);
	}

	private void add(final StartEntry entry, final Font font, final Consumer<StartEntry> pressed) {
		final JButton button = button(entry.command(), font, () -> pressed.accept(entry));
		button.setName(entry.command());
		buttons.add(button);
		add(button, BUTTON, 1);
		final JLabel sentence = new JLabel(entry.sentence());
		sentence.setFont(font);
		add(sentence, TEXT, 2);
		row++;
		final JTextField line = new JTextField(entry.macroLine());
		line.setName(entry.command() + " line");
		line.setFont(new Font(Font.MONOSPACED, Font.PLAIN, font.getSize()));
		line.setEditable(false);
		line.setCaretPosition(0);
		add(line, TEXT, 1);
		add(button("Copy", font, () -> copy(entry.macroLine())), COPY, 1);
		row++;
	}

	private static JButton button(final String label, final Font font, final Runnable task) {
		final JButton button = new JButton(label);
		button.setFont(font);
		button.addActionListener(event -> task.run());
		return button;
	}

	private void add(final Component part, final int column, final int columns) {
		final GridBagConstraints place = new GridBagConstraints();
		place.gridx = column;
		place.gridy = row;
		place.gridwidth = columns;
		place.weightx = column == TEXT ? 1 : 0;
		place.fill = GridBagConstraints.HORIZONTAL;
		place.anchor = GridBagConstraints.LINE_START;
		place.insets = new Insets(2, column == BUTTON ? 0 : GAP, 2, 0);
		add(part, place);
	}

	private static void copy(final String line) {
		Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(line), null);
	}

	/** The buttons that run something. */
	List<JButton> buttons() {
		return buttons;
	}
}
