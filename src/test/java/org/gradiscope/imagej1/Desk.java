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

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import java.awt.AWTException;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JTextArea;
import javax.swing.RootPaneContainer;

import org.gradiscope.command.CommandList;
import org.gradiscope.command.Keys;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.PluginService;

/** The user's eyes and hands. What is waited for must happen within {@value #LIMIT} s. */
final class Desk {

	private static final int LIMIT = 60;

	private final Path images;
	private final Path screenshots;
	private final Robot robot;

	Desk(final Path images, final Path screenshots) {
		this.images = images;
		this.screenshots = screenshots;
		try {
			robot = new Robot();
		}
		catch (final AWTException e) {
			throw new IllegalStateException(e);
		}
		robot.setAutoWaitForIdle(true);
	}

	/** Closes what was left open. */
	void clear() {
		for (final Window window : windows())
			if (window instanceof Dialog || window instanceof JFrame) window.dispose();
		if (Recorder.getInstance() != null) Recorder.getInstance().close();
		for (final int id : WindowManager.getIDList() == null ? new int[0]
			: WindowManager.getIDList()) {
			final ImagePlus image = WindowManager.getImage(id);
			image.changes = false;
			image.close();
		}
		WindowManager.closeAllWindows();
		IJ.resetEscape();
		forget();
	}

	/** What dialogs were given is not offered again. */
	private static void forget() {
		try (Context context = new Context(PluginService.class)) {
			forget(new CommandList(context).all());
		}
	}

	private static void forget(final List<CommandInfo> commands) {
		for (final CommandInfo command : commands)
			for (final ModuleItem<?> key : Keys.of(command))
				Prefs.set("gradiscope." + command.getName() + "." + key.getName(), null);
		Prefs.set("gradiscope.models", null);
	}

	/** Opens one of the test images. */
	ImagePlus open(final String name) {
		final ImagePlus image = IJ.openImage(images.resolve(name).toString());
		image.show();
		until("the image's window", () -> WindowManager.getCurrentImage() == image);
		return image;
	}

	/** The path of one of the test images. */
	String path(final String name) {
		return images.resolve(name).toString();
	}

	/** Waits for a condition. */
	static void until(final String what, final Supplier<Boolean> condition) {
		await(what, () -> condition.get() ? true : null);
	}

	/** Waits until something is there. */
	static <T> T await(final String what, final Supplier<T> source) {
		final long end = System.nanoTime() + LIMIT * 1_000_000_000L;
		do {
			final T found = source.get();
			if (found != null) return found;
			IJ.wait(20);
		}
		while (System.nanoTime() < end);
		throw new AssertionError("There is no sign of " + what + "; windows: " +
			windows().stream().map(w -> w.getClass().getSimpleName() + " " + title(w)).toList());
	}

	private static List<Window> windows() {
		return Arrays.stream(Window.getWindows()).filter(Window::isShowing).toList();
	}

	private static String title(final Window window) {
		return window instanceof Dialog dialog ? dialog.getTitle()
			: window instanceof Frame frame ? frame.getTitle() : "";
	}

	/** The dialogs of that title that are shown. */
	static List<Dialog> dialogs(final String title) {
		return windows().stream().filter(w -> w instanceof Dialog && title(w).equals(title))
			.map(w -> (Dialog) w).toList();
	}

	/** The only dialog that is shown, with that title. */
	static <D extends Dialog> D dialog(final Class<D> type, final String title) {
		return await("the dialog " + title, () -> dialogs(title).stream().filter(type::isInstance)
			.map(type::cast).findFirst().orElse(null));
	}

	/** All components of a kind in a window, from the top. */
	static <C extends Component> List<C> parts(final Container container, final Class<C> type) {
		final List<C> parts = new ArrayList<>();
		for (final Component part : container.getComponents()) {
			if (type.isInstance(part)) parts.add(type.cast(part));
			if (part instanceof Container inner) parts.addAll(parts(inner, type));
		}
		return parts;
	}

	/** The part of a window that has a name. */
	@SuppressWarnings("unchecked")
	static <C extends Component> C part(final Container container, final String name) {
		return (C) parts(container, Component.class).stream().filter(c -> name.equals(c.getName()))
			.findFirst().orElseThrow(() -> new AssertionError("There is no part " + name));
	}

	/** Presses a button; the dialog closes, but for {@code Reset}. */
	static void press(final Dialog dialog, final String label) {
		if (dialog instanceof JDialog swing) pressIn(swing, label);
		else pressIn(dialog, label);
		if (label.equals("Reset")) return;
		until("the end of " + dialog.getTitle(), () -> !dialog.isShowing());
	}

	private static void pressIn(final JDialog dialog, final String label) {
		final JButton button = button(dialog, label);
		until("the button " + label, () -> button.isShowing() && button.isEnabled());
		EventQueue.invokeLater(button::doClick);
	}

	/** A button by what stands on it. */
	static JButton button(final JDialog dialog, final String label) {
		return parts(dialog, JButton.class).stream().filter(b -> label.equals(b.getText())).findFirst()
			.orElseThrow();
	}

	/** The event is the one that follows the mouse's. */
	private static void pressIn(final Dialog dialog, final String label) {
		final Button button = parts(dialog, Button.class).stream()
			.filter(b -> b.getLabel().trim().equals(label)).findFirst().orElseThrow();
		until("the button " + label, () -> button.isShowing() && button.isEnabled());
		if (dialog.isModal()) until("the wait for " + dialog.getTitle(), Desk::isWaitedFor);
		Toolkit.getDefaultToolkit().getSystemEventQueue()
			.postEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, button.getActionCommand()));
	}

	/**
	 * Whether a thread waits for a dialog's end. Java misses the end of one that is closed between being
	 * shown and being waited for, which no user is quick enough for.
	 */
	private static boolean isWaitedFor() {
		return Thread.getAllStackTraces().values().stream()
			.anyMatch(trace -> IntStream.range(1, trace.length)
				.anyMatch(i -> trace[i].getClassName().equals("java.awt.WaitDispatchSupport") &&
					trace[i].getMethodName().equals("enter")));
	}

	/** Does something in the event thread, as the user's events do. */
	static void later(final Runnable action) {
		try {
			EventQueue.invokeAndWait(action);
		}
		catch (final InterruptedException | InvocationTargetException e) {
			throw new IllegalStateException(e);
		}
	}

	/** What the dialog says at its foot. */
	static String help(final JDialog dialog) {
		return Desk.<JTextArea>part(dialog, "help").getText();
	}

	/** A picture of what is in a window, into a file, whatever lies above it. */
	void capture(final RootPaneContainer window, final String name) {
		final Container inside = window.getContentPane();
		final BufferedImage picture =
			new BufferedImage(inside.getWidth(), inside.getHeight(), BufferedImage.TYPE_INT_RGB);
		later(() -> inside.printAll(picture.getGraphics()));
		write(picture, name);
	}

	/** A picture of the screen, into a file. */
	void capture(final String name) {
		write(robot.createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())),
			name);
	}

	private void write(final BufferedImage picture, final String name) {
		try {
			ImageIO.write(picture, "png", screenshots.resolve(name + ".png").toFile());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
