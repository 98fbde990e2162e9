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
import ij.plugin.frame.Recorder;

import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.gradiscope.command.GradiscopeService;
import org.gradiscope.command.Keys;
import org.gradiscope.dialog.Dialogs;
import org.gradiscope.imagej.RunningMacro;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.ModuleItem;

/** One run of a command, from its preview to the images that come out. */
final class CommandRun {

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
