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
package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.gradiscope.testing.BrightnessService;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;
import org.scijava.task.event.TaskEvent;

/** Whatever way a user cancels, a long computation ends within two steps and gives everything back. */
class CancelTest {

	private Context context;
	private BrightnessService service;

	@BeforeEach
	void start() {
		context = new Context(
			List.of(BrightnessService.class, StatusService.class, TaskService.class, EventService.class),
			true);
		context.service(LogService.class).setLevel(LogLevel.NONE);
		service = context.getService(BrightnessService.class);
	}

	@AfterEach
	void dispose() {
		IJ.resetEscape();
		context.dispose();
		assertEquals(0, service.openNetworks());
	}

	private CommandModule endless(final Class<? extends Command> type) throws Exception {
		final Command command = type.getDeclaredConstructor().newInstance();
		context.inject(command);
		final CommandModule module = new CommandModule(new CommandInfo(type), command);
		module.setInput("model", "brightness");
		if (type != FeatureVisualization.class) module.setInput("input", SampleImages.of("8-bit"));
		else module.setInput("size", 16);
		module.setInput("steps", Integer.MAX_VALUE);
		return module;
	}

	/** Runs without an end, cancels after some steps, and counts the steps from then on. */
	private void cancel(final Class<? extends Command> type, final Consumer<CommandModule> cancel)
		throws Exception {
		final CommandModule module = endless(type);
		final Thread thread = new Thread(module::run);
		thread.setUncaughtExceptionHandler((t, e) -> e.printStackTrace());
		thread.start();
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (service.evaluations() < 5 && System.nanoTime() < end)
			Thread.onSpinWait();
		cancel.accept(module);
		final int steps = service.evaluations();
		thread.join(TimeUnit.SECONDS.toMillis(30));
		assertTrue(!thread.isAlive(), "it goes on");
		assertTrue(service.evaluations() - steps <= 2,
			"steps after: " + (service.evaluations() - steps));
		assertTrue(module.isCanceled());
		assertNull((ImagePlus) module.getOutput("output"));
	}

	@ParameterizedTest
	@ValueSource(
		classes = { DeepDream.class, FeatureVisualization.class, AdversarialPerturbation.class })
	void byTheDialogOrAScript(final Class<? extends Command> type) throws Exception {
		cancel(type, module -> module.cancel("enough"));
	}

	@ParameterizedTest
	@ValueSource(
		classes = { DeepDream.class, FeatureVisualization.class, AdversarialPerturbation.class })
	void byEscape(final Class<? extends Command> type) throws Exception {
		cancel(type, module -> IJ.setKeyDown(java.awt.event.KeyEvent.VK_ESCAPE));
	}

	@ParameterizedTest
	@ValueSource(
		classes = { DeepDream.class, FeatureVisualization.class, AdversarialPerturbation.class })
	void byTheTask(final Class<? extends Command> type) throws Exception {
		final Task[] seen = new Task[1];
		final Object listener = new Object() {

			@EventHandler
			void onEvent(final TaskEvent event) {
				seen[0] = event.getTask();
			}
		};
		context.getService(EventService.class).subscribe(listener);
		cancel(type, module -> seen[0].cancel("the button"));
		assertTrue(seen[0].isDone());
		assertEquals(1000, seen[0].getProgressMaximum());
	}
}
