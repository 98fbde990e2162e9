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
import ij.WindowManager;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gradiscope.command.Caller;
import org.gradiscope.command.GradiscopeCommand;
import org.gradiscope.command.KeyValues;
import org.gradiscope.command.MacroOptions;
import org.scijava.Priority;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.scijava.ui.UIService;

/**
 * Tells a command who runs it, and gives it what that one means: the image that is current for it, and
 * the keys of a macro. Comes before all that sets inputs.
 */
@Plugin(type = PreprocessorPlugin.class, priority = CallerPreprocessor.PRIORITY)
public class CallerPreprocessor extends AbstractPreprocessorPlugin {

	static final double PRIORITY = 2.5 * Priority.VERY_HIGH;

	@Parameter(required = false)
	private ThreadService threads;

	@Parameter(required = false)
	private UIService windows;

	@Override
	public void process(final Module module) {
		CallerDetection.begin(module);
		if (!(module.getDelegateObject() instanceof final GradiscopeCommand command)) return;
		final List<Thread> callers = CallerDetection.threads(threads);
		final Caller caller = CallerDetection.caller(module, isSeen(), callers);
		command.calledBy(caller);
		try {
			image(module, callers);
			if (caller == Caller.MACRO) keys(module, Macro.getOptions());
		}
		catch (final IllegalArgumentException | IllegalStateException e) {
			command.refuse(e);
		}
	}

	/** Whether somebody could see a dialog. */
	private boolean isSeen() {
		return windows != null && !windows.isHeadless() && windows.getDefaultUI() != null &&
			windows.isVisible();
	}

	private static void image(final Module module, final List<Thread> callers) {
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (item.getType() == ImagePlus.class && !module.isInputResolved(item.getName()))
				CurrentImage.of(callers).ifPresent(image -> set(module, item.getName(), image));
	}

	/** As in an ImageJ without SciJava; the image that older lines name is left to others. */
	private static void keys(final Module module, final String options) {
		final CommandInfo command = (CommandInfo) module.getInfo();
		final Map<String, String> texts =
			new HashMap<>(MacroOptions.parse(command, options == null ? "" : options));
		for (final ModuleItem<?> item : command.inputs())
			if (item.getType() == ImagePlus.class) texts.remove(item.getName());
		KeyValues.parse(command, texts, List.of()).forEach((key, value) -> set(module, key, value));
	}

	private static void set(final Module module, final String name, final Object value) {
		module.setInput(name, value);
		module.resolveInput(name);
	}

	/**
	 * The image that is current for who runs a command, though another one may be shown: that of a macro's
	 * batch mode, or the one that a script names. ImageJ knows it by the thread.
	 */
	static final class CurrentImage {

		private CurrentImage() {}

		/**
		 * The image of the nearest caller that has one, or else the one that is shown.
		 *
		 * @param threads that the command was called through, its own first
		 */
		static Optional<ImagePlus> of(final List<Thread> threads) {
			if (threads.size() == 1) return Optional.ofNullable(WindowManager.getCurrentImage());
			// Left by what another macro did in this thread of the pool.
			WindowManager.setTempCurrentImage(null);
			final Map<?, ?> images = images();
			return threads.stream().skip(1).map(images::get).filter(ImagePlus.class::isInstance)
				.map(ImagePlus.class::cast).findFirst()
				.or(() -> Optional.ofNullable(WindowManager.getCurrentImage()));
		}

		/** ImageJ tells a thread its own image alone, and SciJava runs commands in another one. */
		private static Map<?, ?> images() {
			try {
				final Field table = WindowManager.class.getDeclaredField("tempImageTable");
				table.setAccessible(true);
				return (Map<?, ?>) table.get(null);
			}
			catch (final ReflectiveOperationException | RuntimeException e) {
				throw new IllegalStateException(
					"ImageJ " + IJ.getVersion() + " does not tell which image " +
						"is current for a macro; give the command its image by input=[title].",
					e);
			}
		}
	}
}
