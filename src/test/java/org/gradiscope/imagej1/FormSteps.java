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

package org.gradiscope.imagej1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.WindowManager;

import java.awt.Component;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.CellRendererPane;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;

import org.gradiscope.command.KeyValues;
import org.gradiscope.command.Keys;
import org.scijava.module.ModuleItem;

/** The scenarios of how dialogs look: whatever is chosen, nothing is cut off or too high. */
final class FormSteps extends Steps {

	/** A laptop's screen has 768 pixels, of which the system's bars take some. */
	private static final int HIGHEST = 700;
	private static final int MOST_FIELDS = 10;

	FormSteps(final Desk desk) {
		super(desk);
	}

	void theDialogIsWholeAndCloses(final String command) {
		desk.open("membranes-rgb.tif");
		final JDialog dialog = openDialog(command);
		Desk.until("the network", () -> Desk.parts(dialog, JTextArea.class).stream()
			.noneMatch(l -> l.getText().contains("being opened")));
		assertWhole(dialog, "at first");
		desk.capture(dialog, "dialog-" + command);
		for (final ModuleItem<?> key : Keys.of(info(command)))
			if (isShown(dialog, key)) for (final String choice : KeyValues.choices(key)) {
				set(dialog, key.getName(), choice);
				assertWhole(dialog, key.getName() + "=" + choice);
			}
		Desk.press(dialog, "Reset");
		Desk.until("the defaults", () -> values(dialog, command).equals(defaults(command)));
		if (hasMore(dialog)) seeAll(dialog, command);
		Desk.press(dialog, "Cancel");
		Desk.until("its thread's end", () -> thread(entry(command)) == null);
		assertEquals(1, WindowManager.getImageCount());
	}

	private void seeAll(final JDialog dialog, final String command) {
		final JButton advanced = Desk.part(dialog, "advanced");
		Desk.later(advanced::doClick);
		Desk.until("all of the dialog: " + faults(dialog, true), () -> faults(dialog, true).isEmpty());
		assertTrue(shown(dialog, command).size() > MOST_FIELDS / 2);
		desk.capture(dialog, "dialog-" + command + "-advanced");
		for (final ModuleItem<?> key : Keys.of(info(command)))
			if (isShown(dialog, key)) for (final String choice : KeyValues.choices(key)) {
				set(dialog, key.getName(), choice);
				Desk.until(key.getName() + "=" + choice + ": " + faults(dialog, true),
					() -> faults(dialog, true).isEmpty());
			}
	}

	private static boolean hasMore(final JDialog dialog) {
		return Desk.parts(dialog, JButton.class).stream()
			.anyMatch(b -> "advanced".equals(b.getName()) && b.isShowing());
	}

	private static void assertWhole(final JDialog dialog, final String when) {
		// It may be laid out once more after a change.
		Desk.until("a whole dialog, " + when + ": " + faults(dialog, false),
			() -> faults(dialog, false).isEmpty());
	}

	private static boolean isShown(final JDialog dialog, final ModuleItem<?> key) {
		return Desk.<JComponent>part(dialog, key.getName()).isShowing();
	}

	private static List<String> shown(final JDialog dialog, final String command) {
		return Keys.of(info(command)).stream().filter(key -> isShown(dialog, key))
			.map(ModuleItem::getName).toList();
	}

	private static Map<String, String> values(final JDialog dialog, final String command) {
		final Map<String, String> values = new LinkedHashMap<>();
		for (final ModuleItem<?> key : Keys.of(info(command)))
			values.put(key.getName(), text(dialog, key.getName()));
		return values;
	}

	private static Map<String, String> defaults(final String command) {
		final Map<String, String> values = new LinkedHashMap<>();
		for (final ModuleItem<?> key : Keys.of(info(command)))
			values.put(key.getName(), String.valueOf(key.getDefaultValue()));
		return values;
	}

	/**
	 * What is too narrow, too high, cut off or covered. Asked in the event thread: elsewhere, sizes and a text
	 * that changes wait for each other for ever.
	 *
	 * @param isOpen whether all may scroll
	 */
	private static List<String> faults(final JDialog dialog, final boolean isOpen) {
		final List<String> faults = new ArrayList<>();
		Desk.later(() -> addFaults(faults, dialog, isOpen));
		return faults;
	}

	private static void addFaults(final List<String> faults, final JDialog dialog,
		final boolean isOpen) {
		final Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
		if (!isOpen && dialog.getHeight() > HIGHEST) faults.add("too high: " + dialog.getSize());
		if (!screen.contains(dialog.getBounds()))
			faults.add("not on the screen: " + dialog.getBounds());
		for (final JScrollPane pane : Desk.parts(dialog, JScrollPane.class))
			if (!isOpen && !"help".equals(pane.getViewport().getView().getName()) &&
				pane.getVerticalScrollBar().isShowing()) faults.add("has to be scrolled");
		for (final Component part : Desk.parts(dialog, Component.class)) {
			// A field that says itself what it is has an empty label.
			if (!part.isShowing() || part.getParent() instanceof CellRendererPane ||
				part.getPreferredSize().width == 0) continue;
			addFaults(faults, part, dialog);
		}
	}

	private static void addFaults(final List<String> faults, final Component part,
		final JDialog dialog) {
		final boolean isText = part instanceof JLabel || part instanceof AbstractButton ||
			part instanceof JComboBox<?> box && !box.isEditable();
		if (isText && part.getWidth() < part.getPreferredSize().width)
			faults.add("too narrow: " + said(part));
		final Rectangle place =
			SwingUtilities.convertRectangle(part.getParent(), part.getBounds(), dialog);
		final JViewport view = (JViewport) SwingUtilities.getAncestorOfClass(JViewport.class, part);
		final boolean scrolls = view != null && view.getView().getHeight() > view.getHeight();
		if (!scrolls && !new Rectangle(dialog.getSize()).contains(place))
			faults.add("cut off: " + said(part));
		for (final Component other : part.getParent().getComponents())
			if (other != part && other.isShowing() && other.getBounds().intersects(part.getBounds()))
				faults.add("covered: " + said(part));
	}

	private static String said(final Component part) {
		final String text = part instanceof JLabel label ? label.getText()
			: part instanceof AbstractButton button ? button.getText() : part.getName();
		return part.getClass().getSimpleName() + " " + text + " at " + part.getBounds();
	}
}
