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
import ij.Macro;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.gradiscope.command.ErrorReport;
import org.gradiscope.command.GradiscopeService;
import org.gradiscope.command.KeyValues;
import org.gradiscope.command.Keys;
import org.gradiscope.command.MacroOptions;
import org.gradiscope.dialog.Dialogs;
import org.gradiscope.imagej.RunningMacro;
import org.gradiscope.imagej.WordWrap;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.ModuleItem;

/** Runs a command for ImageJ: by a macro's keys, or by what a dialog is given. */
public final class Bridge {

	private final CommandSession session;
	private final CommandInfo command;

	Bridge(final CommandSession session, final CommandInfo command) {
		this.session = session;
		this.command = command;
	}

	/**
	 * Runs a command on the current image, in this thread. Errors are shown in one line and abort the
	 * macro that runs.
	 *
	 * @param name the command's name, for example {@code deep-dream}
	 */
	public static void run(final String name) {
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		// SciJava and DJL look for their parts by it, and ImageJ loads plugins by a loader of its own.
		thread.setContextClassLoader(Bridge.class.getClassLoader());
		try {
			new Bridge(CommandSession.get(), CommandSession.get().find(name)).run();
		}
		catch (final IllegalArgumentException e) {
			error("Gradiscope", e);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	void run() {
		final ImagePlus image = Keys.takesImage(command) ? WindowManager.getCurrentImage() : null;
		final String options = Macro.getOptions();
		if (Keys.needsImage(command) && image == null) IJ.noImage();
		else if (options == null && !isMacro() && !GraphicsEnvironment.isHeadless() &&
			!Keys.of(command).isEmpty()) ask(image);
		else obey(image, options == null ? "" : options);
	}

	/** Whether a macro or a script runs it, rather than a person while a macro waits. */
	private static boolean isMacro() {
		return IJ.isMacro() && Thread.currentThread().getName().startsWith("Run$_");
	}

	/** Runs by a macro's keys. */
	private void obey(final ImagePlus image, final String options) {
		final Map<String, Object> values;
		try {
			values = KeyValues.parse(command, MacroOptions.parse(command, options), List.of());
		}
		catch (final IllegalArgumentException e) {
			error(command.getLabel(), e);
			return;
		}
		final CommandRun run = new CommandRun(session, command, image);
		run.set(values);
		if (execute(run) && IJ.recording() && Recorder.recordInMacros) run.record();
	}

	/** Runs by what a person gives, unless nothing is wanted. */
	private void ask(final ImagePlus image) {
		final CommandRun run = new CommandRun(session, command, image);
		if (run.ask()) {
			if (execute(run) && IJ.recording()) run.record();
			return;
		}
		Recorder.disableCommandRecording();
	}

	/**
	 * Runs the command, and shows the error if there is one.
	 *
	 * @return whether it came to its end
	 */
	private boolean execute(final CommandRun run) {
		try {
			if (run.execute()) return true;
			Recorder.disableCommandRecording();
		}
		catch (final RuntimeException | Error e) {
			Recorder.disableCommandRecording();
			if (Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
			// The command itself has told the macro.
			if (!IJ.isMacro()) error(command.getLabel(), e);
		}
		return false;
	}

	private static void error(final String title, final Throwable e) {
		try {
			IJ.error(title, WordWrap.wrap(ErrorReport.line(e)));
		}
		catch (final HeadlessException noWindow) {
			// The macro has stopped; where there are no windows, the text is for who started Java.
			System.err.println(title + ": " + ErrorReport.line(e));
		}
	}

	/** One run of a command, from its preview to the images that come out. */
	private static final class CommandRun {

		private final CommandModule module;
		private final GradiscopeService networks;

		/** @param input null where the command takes no image */
		CommandRun(final CommandSession session, final CommandInfo command, final ImagePlus input) {
			module = session.module(command);
			networks = session.networks();
			for (final ModuleItem<?> item : command.inputs())
				if (item.getType() == ImagePlus.class) module.setInput(item.getName(), input);
		}

		/** Sets some keys; the others stay as they are. */
		void set(final Map<String, Object> values) {
			values.forEach(module::setInput);
		}

		/** Sets the keys that a person gives. @return whether the command is to run */
		boolean ask() {
			return Dialogs.ask(module, networks);
		}

		/**
		 * Runs the command and shows what comes out; a command that was canceled shows nothing, and ends the
		 * macro that it is part of.
		 *
		 * @return whether it came to its end
		 */
		boolean execute() {
			module.run();
			if (module.isCanceled()) {
				IJ.showStatus(module.getInfo().getLabel() + ": " + module.getCancelReason());
				IJ.showProgress(1);
				RunningMacro.stop();
				return false;
			}
			// Headless, the command itself lists them.
			if (!GraphicsEnvironment.isHeadless()) show();
			return true;
		}

		/** The command's first image is the current one then. */
		private void show() {
			final List<ImagePlus> images = new ArrayList<>();
			for (final ModuleItem<?> item : module.getInfo().outputs())
				(module.getOutput(item.getName()) instanceof Map<?, ?> several ? several.values()
					: Collections.singleton(module.getOutput(item.getName()))).forEach(output -> {
						if (output instanceof ImagePlus image) images.add(0, image);
					});
			images.forEach(ImagePlus::show);
			// Windows become active in the order that the system likes.
			if (images.size() > 1) IJ.selectWindow(images.get(images.size() - 1).getID());
		}

		/** Tells the recorder all keys and their values, as Fiji does. */
		void record() {
			for (final ModuleItem<?> key : Keys.of(module.getInfo()))
				Recorder.recordOption(key.getName(),
					Recorder.fixString(String.valueOf(module.getInput(key.getName()))));
		}
	}
}
