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

import ij.ImagePlus;
import ij.WindowManager;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import org.gradiscope.testing.BrightnessService;
import org.scijava.Context;
import org.scijava.Priority;
import org.scijava.app.StatusService;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.display.DisplayService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.thread.ThreadService;
import org.scijava.widget.InputHarvester;

/**
 * SciJava with what imagej-legacy and SciJava's Swing dialogs add to it, as far as commands see it: the
 * image that is shown is filled in, and what is unresolved is asked for. What is logged is kept.
 */
final class FijiStandIn implements AutoCloseable {

	private final Context context;
	private final List<String> log = Collections.synchronizedList(new ArrayList<>());
	private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

	FijiStandIn() {
		context = new Context(
			List.of(BrightnessService.class, CommandService.class, StatusService.class,
				ThreadService.class, EventService.class, DisplayService.class, ModuleEndService.class),
			true);
		context.getServiceIndex().add(SeenWindows.service());
		final PluginService plugins = context.service(PluginService.class);
		plugins.removePlugin(plugins.getPlugin(KeysPreprocessor.class));
		add(AskedKeys.class, Priority.VERY_LOW / 2);
		add(AskingHarvester.class, InputHarvester.PRIORITY);
		add(ActiveImage.class, Priority.VERY_HIGH + 1);
		context.service(LogService.class).addLogListener(message -> log.add(message.level() + " " +
			message.text() + (message.throwable() == null ? "" : " with a stack trace")));
		context.service(EventService.class).subscribe(this);
		AskingHarvester.ASKED.clear();
		AskedKeys.ASKED.clear();
		AskedKeys.ok = true;
		ActiveImage.shown = null;
	}

	/** They are not annotated, since the contexts of all other tests would have them too. */
	private void add(final Class<? extends PreprocessorPlugin> type, final double priority) {
		final PluginInfo<PreprocessorPlugin> info = new PluginInfo<>(type, PreprocessorPlugin.class);
		info.setPriority(priority);
		context.service(PluginService.class).addPlugin(info);
	}

	/** Called by SciJava. */
	@EventHandler
	public void onEvent(final StatusEvent event) {
		if (event.isWarning()) warnings.add(event.getStatusMessage());
	}

	/** What has been logged. */
	List<String> log() {
		return List.copyOf(log);
	}

	/** What SciJava would have shown in dialogs. */
	List<String> warnings() {
		return List.copyOf(warnings);
	}

	BrightnessService networks() {
		return context.service(BrightnessService.class);
	}

	ThreadService threads() {
		return context.service(ThreadService.class);
	}

	EventService events() {
		return context.service(EventService.class);
	}

	/** Does something in another thread, as SciJava runs commands. */
	<T> T inPool(final Supplier<T> action) {
		try {
			return threads().run(action::get).get();
		}
		catch (final InterruptedException | ExecutionException e) {
			throw new IllegalStateException(e);
		}
	}

	/** As a script runs a command. */
	CommandModule run(final Class<? extends Command> command, final Object... inputs)
		throws InterruptedException, ExecutionException {
		return context.service(CommandService.class).run(command, true, inputs).get();
	}

	/** As ImageJ runs a menu entry that imagej-legacy has put there: in a thread of its name. */
	Module choose(final Class<? extends Command> command) throws InterruptedException {
		final Module[] module = new Module[1];
		final Thread thread = new Thread(() -> module[0] = legacy(command),
			context.service(CommandService.class).getCommand(command).getMenuPath().getLeaf().getName());
		thread.start();
		thread.join();
		return module[0];
	}

	/** As imagej-legacy runs what a menu or a macro names. */
	Module legacy(final Class<? extends Command> command) {
		try {
			return context.service(ModuleService.class)
				.run(context.service(CommandService.class).getCommand(command), true).get();
		}
		catch (final InterruptedException | ExecutionException e) {
			throw new IllegalStateException(e);
		}
	}

	/** An image is shown from now on. */
	static void show(final ImagePlus image) {
		ActiveImage.shown = image;
		WindowManager.setTempCurrentImage(null);
	}

	@Override
	public void close() {
		ActiveImage.shown = null;
		context.dispose();
	}
}
