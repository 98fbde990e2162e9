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

package org.gradiscope.fiji;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.plugin.frame.Recorder;

import java.util.List;

import org.gradiscope.command.Caller;
import org.gradiscope.command.GradiscopeCommand;
import org.gradiscope.command.GradiscopeService;
import org.gradiscope.command.Keys;
import org.gradiscope.dialog.Dialogs;
import org.scijava.AbstractContextual;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

/**
 * Leaves nothing to ask for SciJava. What a macro or a script left out has its default, and a person is
 * asked by our own dialog. Comes after the recorder has noted what is still to be given, and before all
 * that asks.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_LOW / 2)
public class KeysPreprocessor extends AbstractContextual implements PreprocessorPlugin {

	@Parameter(required = false)
	private ThreadService threads;

	@Parameter(required = false)
	private GradiscopeService networks;

	private boolean canceled;

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof final GradiscopeCommand command)) return;
		final boolean fails = missesImage(module) || command.isRefused();
		for (final ModuleItem<?> key : Keys.of(module.getInfo()))
			module.resolveInput(key.getName());
		switch (command.caller()) {
			// Nobody fills in a dialog in vain.
			case PERSON -> canceled = !fails && !Keys.of(module.getInfo()).isEmpty() && !ask(module);
			case MACRO -> forgetOptions(CallerDetection.threads(threads));
			case CODE -> forgetRecording(module);
		}
	}

	/** @return whether the command is to run */
	boolean ask(final Module module) {
		return Dialogs.ask(module, networks);
	}

	/**
	 * An image that is missing is the command's to miss: SciJava would say only that it is unset.
	 *
	 * @return whether one is
	 */
	private static boolean missesImage(final Module module) {
		boolean misses = false;
		for (final ModuleItem<?> item : module.getInfo().inputs()) {
			if (item.getType() != ImagePlus.class) continue;
			module.resolveInput(item.getName());
			if (!item.isRequired() || module.getInput(item.getName()) != null) continue;
			module.setInput(item.getName(), new ImagePlus());
			misses = true;
		}
		return misses;
	}

	/** What a script gave is not in the line that would be recorded, so that it would do something else. */
	private static void forgetRecording(final Module module) {
		if (IJ.recording() &&
			module.getInfo().getMenuPath().getLeaf().getName().equals(Recorder.getCommand()))
			Recorder.disableCommandRecording();
	}

	/** They have been read; a dialog that tells of an error would take them for its answer. */
	private static void forgetOptions(final List<Thread> callers) {
		callers.forEach(thread -> Macro.setOptions(thread, null));
	}

	@Override
	public boolean isCanceled() {
		return canceled;
	}

	@Override
	public void cancel(final String reason) {
		canceled = true;
	}

	/** None: who has pressed Cancel needs no dialog to be told so. */
	@Override
	public String getCancelReason() {
		return null;
	}
}
