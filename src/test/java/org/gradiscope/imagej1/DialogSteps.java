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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.MessageDialog;
import ij.plugin.frame.Recorder;

import java.awt.EventQueue;
import java.awt.Menu;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JLabel;

import org.gradiscope.command.CommandList;

/** The scenarios of menus and dialogs. */
final class DialogSteps extends Steps {

	DialogSteps(final Desk desk) {
		super(desk);
	}

	void everyCommandIsInTheMenu() {
		final Menu menu = Menus.getImageJMenu("Plugins>Gradiscope");
		final List<String> entries = new ArrayList<>();
		for (int i = 0; i < menu.getItemCount(); i++)
			if (!menu.getItem(i).getLabel().equals("-")) entries.add(menu.getItem(i).getLabel());
		assertEquals(new CommandList(context).all().stream()
			.map(i -> i.getMenuPath().getLeaf().getName()).toList(), entries);
	}

	void withoutAnImageThereIsImageJsOwnMessage() {
		IJ.doCommand("Deep Dream...");
		final MessageDialog dialog = Desk.dialog(MessageDialog.class, "No Image");
		Desk.press(dialog, "OK");
		Desk.until("the command's end", () -> thread("Deep Dream...") == null);
	}

	void aWrongFieldKeepsTheDialog() {
		desk.open("membranes-rgb.tif");
		final JDialog dialog = openDialog("deep-dream");
		final JButton ok = Desk.button(dialog, "OK");
		set(dialog, "steps", "abc");
		Desk.until("a grey OK", () -> !ok.isEnabled());
		assertEquals("The key 'steps' is a whole number, but 'abc' was given.", Desk.help(dialog));
		set(dialog, "steps", "4");
		Desk.until("a black OK", ok::isEnabled);
		assertEquals("", Desk.help(dialog));
		Desk.press(dialog, "Cancel");
	}

	void aRefusedValueIsAskedForAgain() throws Exception {
		final ImagePlus image = desk.open("membranes-rgb.tif");
		new Recorder();
		final JDialog dialog = openDialog("deep-dream");
		set(dialog, "layers", "nonsense");
		set(dialog, "octaves", "1");
		Desk.press(dialog, "OK");
		final JDialog again = Desk.await("the dialog again", () -> Desk.dialogs("Deep Dream").stream()
			.filter(d -> d != dialog).map(d -> (JDialog) d).findFirst().orElse(null));
		Desk.until("what was wrong", () -> Desk.help(again).contains("'nonsense'"));
		set(again, "layers", "conv2");
		set(again, "steps", "1");
		Desk.press(again, "OK");
		Desk.until("the command's end", () -> thread("Deep Dream...") == null);
		assertSame(
			first(run("deep-dream", image, Map.of("layers", "conv2", "steps", "1", "octaves", "1"))),
			WindowManager.getCurrentImage());
		final String recorded = recorded("Deep Dream...");
		assertTrue(recorded.contains(" layers=conv2 ") && recorded.contains(" octaves=1 "), recorded);
	}

	void aModelThatIsNotThereIsAskedForAgain() {
		desk.open("membranes-rgb.tif");
		final JDialog dialog = openDialog("classify");
		set(dialog, "model", "/nowhere");
		set(dialog, "top", "2");
		Desk.press(dialog, "OK");
		final JDialog again = Desk.await("the dialog again", () -> Desk.dialogs("Classify").stream()
			.filter(d -> d != dialog).map(d -> (JDialog) d).findFirst().orElse(null));
		Desk.until("what was wrong", () -> Desk.help(again).contains("There is no model '/nowhere'"));
		assertEquals("2", text(again, "top"));
		Desk.press(again, "Cancel");
		Desk.until("the command's end", () -> thread("Classify...") == null);
		assertEquals(1, WindowManager.getImageCount());
	}

	void anErrorIsShownOnce() {
		IJ.newImage("small", "RGB", 8, 8, 1);
		new Recorder();
		final JDialog dialog = openDialog("deep-dream");
		Desk.press(dialog, "OK");
		final MessageDialog message = Desk.dialog(MessageDialog.class, "Deep Dream");
		assertTrue(text(message).contains("8x8"), text(message));
		Desk.press(message, "OK");
		Desk.until("the command's end", () -> thread("Deep Dream...") == null);
		assertEquals(List.of(), Desk.dialogs("Deep Dream"));
		assertNull(WindowManager.getFrame("Exception"));
		assertNull(WindowManager.getFrame("Log"));
		assertFalse(Recorder.getInstance().getText().contains("Deep Dream"));
	}

	void escCancels() {
		desk.open("membranes-rgb.tif");
		final JDialog dialog = openDialog("deep-dream");
		set(dialog, "steps", "100000");
		Desk.press(dialog, "OK");
		Desk.until("progress", () -> status().contains("octave 1"));
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		Desk.until("the command's end", () -> thread("Deep Dream...") == null);
		assertEquals(1, WindowManager.getImageCount());
		assertTrue(status().startsWith("Deep Dream: Canceled after"), status());
	}

	private static String status() {
		return Desk.parts(IJ.getInstance().getStatusBar(), JLabel.class).get(0).getText();
	}

	void thePreviewFollowsTheDialog() {
		final ImagePlus image = desk.open("nuclei-8bit.tif");
		final float[] before = pixels(image, 1);
		final JDialog dialog = openDialog("deep-dream");
		set(dialog, "steps", "1");
		set(dialog, "preview", "true");
		Desk.until("the preview", () -> image.getOverlay() != null);
		final Object first = image.getOverlay();
		set(dialog, "steps", "3");
		Desk.until("another preview", () -> image.getOverlay() != first && image.getOverlay() != null);
		Desk.press(dialog, "Cancel");
		Desk.until("the end of the preview", () -> image.getOverlay() == null);
		assertArrayEquals(before, pixels(image, 1));
	}

	void theHelpButtonListsTheKeys() {
		desk.open("membranes-rgb.tif");
		final JDialog dialog = openDialog("saliency-map");
		EventQueue.invokeLater(Desk.button(dialog, "Help")::doClick);
		final JDialog page = Desk.dialog(JDialog.class, "Saliency Map Help");
		desk.capture(page, "help-saliency-map");
		Desk.later(page::dispose);
		Desk.press(dialog, "Cancel");
	}
}
