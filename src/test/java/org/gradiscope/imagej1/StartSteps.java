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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.MessageDialog;
import ij.plugin.frame.Recorder;

import java.awt.Container;
import java.awt.Dialog;
import java.awt.Frame;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.ActionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;

import org.gradiscope.imagej.start.StartEntry;
import org.gradiscope.imagej.start.StartFamily;

/** The scenarios of the page of the first minute. */
final class StartSteps extends Steps {

	private static final String SAMPLE = "gradiscope-sample";
	private static final int WIDEST = 1024;
	private static final int HIGHEST = 700;

	StartSteps(final Desk desk) {
		super(desk);
	}

	/** As a person opens it. */
	private static JFrame open() {
		IJ.doCommand("Start Here...");
		Desk.until("the sample", () -> WindowManager.getImage(SAMPLE) != null &&
			WindowManager.getImage(SAMPLE).isVisible() && thread("Start Here...") == null);
		return page();
	}

	private static JFrame page() {
		return Desk.await("the page",
			() -> Arrays.stream(Frame.getFrames())
				.filter(f -> f instanceof JFrame && f.isShowing() && f.getTitle().equals("Start Here"))
				.map(JFrame.class::cast).findFirst().orElse(null));
	}

	private static List<StartEntry> entries() {
		return StartFamily.ALL.stream().flatMap(family -> family.entries().stream()).toList();
	}

	private static StartEntry entry(final JFrame page, final String command) {
		assertTrue(Desk.<JButton>part(page, command).isShowing());
		return entries().stream().filter(entry -> entry.command().equals(command)).findFirst()
			.orElseThrow();
	}

	private static void press(final JFrame page, final String command) {
		final JButton button = Desk.part(page, command);
		assertTrue(button.isEnabled(), command);
		Desk.later(button::doClick);
	}

	private static void untilReady(final JFrame page) {
		Desk.until("the end of the run: " + state(page),
			() -> entries().stream().allMatch(e -> Desk.<JButton>part(page, e.command()).isEnabled()));
	}

	private static String state(final JFrame page) {
		return Desk.<JLabel>part(page, "state").getText();
	}

	private static List<String> titles() {
		final int[] ids = WindowManager.getIDList();
		return ids == null ? List.of()
			: IntStream.of(ids).mapToObj(id -> WindowManager.getImage(id).getTitle()).toList();
	}

	void thePageIsWhole() {
		final JFrame page = open();
		assertTrue(page.getWidth() <= WIDEST && page.getHeight() <= HIGHEST, page.getSize().toString());
		Desk.parts((Container) page, JScrollPane.class).forEach(pane -> assertFalse(
			pane.getVerticalScrollBar().isShowing() || pane.getHorizontalScrollBar().isShowing()));
		for (final JComponent part : Desk.parts((Container) page, JComponent.class))
			if (part.isShowing() &&
				(part instanceof JLabel || part instanceof JButton || part instanceof JTextField))
				assertTrue(part.getWidth() >= part.getPreferredSize().width &&
					part.getHeight() >= part.getPreferredSize().height, part.toString());
		desk.capture(page, "start-here");
		desk.capture("start-here-screen");
	}

	void choosingItAgainBringsTheSameToTheFront() {
		final JFrame page = open();
		assertEquals(page, open());
		assertEquals(List.of(SAMPLE), titles());
		Desk.later(page::dispose);
		assertNotSame(page, open());
	}

	void copyCopiesTheLine() throws Exception {
		final JFrame page = open();
		Desk.later(Desk.parts(page, JButton.class).stream().filter(b -> b.getText().equals("Copy"))
			.skip(1).findFirst().orElseThrow()::doClick);
		assertEquals("run(\"Saliency Map...\", \"target=bacteria\");",
			Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor));
		assertEquals("run(\"Saliency Map...\", \"target=bacteria\");",
			Desk.<JTextField>part(page, "Saliency Map line").getText());
	}

	/** The result opens as the same line opens it, and the line is recorded as it is shown. */
	void theButtonRuns(final String command) {
		new Recorder();
		final JFrame page = open();
		final StartEntry entry = entry(page, command);
		press(page, command);
		entries().forEach(e -> assertFalse(Desk.<JButton>part(page, e.command()).isEnabled()));
		assertEquals(command + " is running. Esc cancels it.", state(page));
		untilReady(page);
		assertTrue(state(page).startsWith(command + ": done."), state(page));
		final ImagePlus result = Desk.await("the result", () -> {
			final ImagePlus current = WindowManager.getCurrentImage();
			return current == null || current.getTitle().equals(SAMPLE) ? null : current;
		});
		assertEquals(List.of(SAMPLE, result.getTitle()), titles().subList(0, 2));
		assertEquals(List.of("run(\"Start Here...\");", entry.macroLine()), runs());
		desk.capture("start-here-" + command.replace(' ', '-'));
		IJ.selectWindow(WindowManager.getImage(SAMPLE).getID());
		assertNull(IJ.runMacro(entry.macroLine()));
		assertSame(result, WindowManager.getCurrentImage());
	}

	/** The lines that run something, of all that the recorder has written. */
	private static List<String> runs() {
		return recordedLines().stream().filter(line -> line.startsWith("run(")).toList();
	}

	private static List<String> recordedLines() {
		return Recorder.getInstance().getText().lines().filter(line -> !line.isBlank()).toList();
	}

	/** Whichever image is current, and whether the sample is still open; what is recorded does it again. */
	void theSampleIsMeantAndWhatIsRecordedReplays() {
		new Recorder();
		final JFrame page = open();
		desk.open("nuclei-8bit.tif");
		press(page, "Saliency Map");
		untilReady(page);
		final ImagePlus first = WindowManager.getImage(SAMPLE + "-smoothgrad");
		WindowManager.getImage(SAMPLE).close();
		press(page, "Saliency Map");
		untilReady(page);
		final ImagePlus second = WindowManager.getImage(SAMPLE + "-smoothgrad-1");
		assertSame(first, second);
		assertEquals(
			List.of("run(\"Start Here...\");", "run(\"Saliency Map...\", \"target=bacteria\");",
				"run(\"Start Here...\");", "run(\"Saliency Map...\", \"target=bacteria\");"),
			runs());
		final ImagePlus expected = second.duplicate();
		final List<String> lines = recordedLines();
		assertEquals("selectImage(\"" + SAMPLE + "\");",
			lines.get(lines.indexOf("run(\"Saliency Map...\", \"target=bacteria\");") - 1));
		final String macro =
			lines.stream().filter(line -> !line.startsWith("close(")).collect(Collectors.joining("\n"));
		Recorder.getInstance().close();
		first.close();
		second.close();
		WindowManager.getImage(SAMPLE).close();
		assertNull(IJ.runMacro(macro), macro);
		assertSame(expected, WindowManager.getImage(SAMPLE + "-smoothgrad-1"));
	}

	/** An error is shown in one dialog, as of the command; nothing is recorded, and the page goes on. */
	void anErrorIsShownOnceAndThePageGoesOn() {
		new Recorder();
		final JFrame page = open();
		// Too small for the network.
		final ImagePlus sample = WindowManager.getImage(SAMPLE);
		sample.setProcessor(sample.getProcessor().resize(4, 4));
		press(page, "Saliency Map");
		final Dialog message = Desk.await("the message",
			() -> Desk.dialogs("Saliency Map").stream().findFirst().orElse(null));
		assertTrue(message instanceof MessageDialog || message instanceof GenericDialog);
		assertTrue(text(message).contains("4x4"), text(message));
		Desk.press(message, "OK");
		untilReady(page);
		assertEquals("Saliency Map: there is no result.", state(page));
		assertEquals(List.of(), Desk.dialogs("Saliency Map"));
		assertNull(WindowManager.getFrame("Exception"));
		assertEquals(List.of("run(\"Start Here...\");"), runs());
		press(page, "Feature Visualization");
		untilReady(page);
		assertEquals(2, WindowManager.getImageCount());
	}

	void escCancelsWhatRuns() {
		final JFrame page = open();
		final ImagePlus sample = WindowManager.getImage(SAMPLE);
		sample.setProcessor(sample.getProcessor().resize(2000, 1500));
		press(page, "Deep Dream");
		Desk.until("progress", () -> IJ.getInstance() != null && isAtWork());
		Desk.later(() -> page.getRootPane().getActionForKeyStroke(KeyStroke.getKeyStroke("ESCAPE"))
			.actionPerformed(new ActionEvent(page, ActionEvent.ACTION_PERFORMED, "")));
		untilReady(page);
		assertEquals("Deep Dream: there is no result.", state(page));
		assertEquals(1, WindowManager.getImageCount());
	}

	private static boolean isAtWork() {
		return Desk.parts(IJ.getInstance().getStatusBar(), JLabel.class).get(0).getText()
			.contains("octave 1");
	}
}
