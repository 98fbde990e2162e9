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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.gradiscope.command.Caller;
import org.gradiscope.command.Classify;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.event.ModuleCanceledEvent;
import org.scijava.module.event.ModuleErroredEvent;
import org.scijava.module.event.ModuleFinishedEvent;

/** Who calls, and which image is current for that one, as ImageJ, imagej-legacy and SciJava name their threads. */
class CallerDetectionTest {

	private static final Thread POOL = new Thread("SciJava-1f-Thread-3");

	@AfterEach
	void forget() {
		WindowManager.setTempCurrentImage(null);
		WindowManager.setTempCurrentImage(POOL, null);
	}

	private static List<Thread> threads(final String names) {
		return Arrays.stream(names.split(", ")).map(Thread::new).toList();
	}

	private static Caller caller(final boolean windows, final String threads, final String... given)
		throws Exception {
		final CommandModule module = new CommandModule(new CommandInfo(Classify.class));
		for (final String input : given)
			module.resolveInput(input);
		return CallerDetection.caller(module, windows, threads(threads));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"PERSON | SciJava-1f-Thread-3, Classify...", //
		"PERSON | SciJava-1f-Thread-3, Repeat Command", //
		"PERSON | SciJava-1f-Thread-3, AWT-EventQueue-0", //
		"PERSON | SciJava-1f-Thread-3, SciJava-1f-Thread-2", //
		"CODE   | SciJava-1f-Thread-3, Deep Dream...", //
		"CODE   | SciJava-1f-Thread-3, main", //
		"CODE   | SciJava-1f-Thread-3, Run$_Thread-7", //
		"CODE   | main" })
	void isToldByTheThreads(final Caller expected, final String threads) throws Exception {
		assertEquals(expected, caller(true, threads));
	}

	@Test
	void whoGivesAnythingIsAScript() throws Exception {
		assertEquals(Caller.CODE, caller(true, "SciJava-1f-Thread-3, Classify...", "input"));
		assertEquals(Caller.CODE, caller(true, "SciJava-1f-Thread-3, AWT-EventQueue-0", "top"));
	}

	@Test
	void withoutWindowsThereIsNobody() throws Exception {
		assertEquals(Caller.CODE, caller(false, "SciJava-1f-Thread-3, Classify..."));
	}

	/** SciJava's threads end what they do for the search bar at once, and wait for what a script runs. */
	@Test
	void aScriptsThreadIsBusyWithIt() throws Exception {
		try (FijiStandIn fiji = new FijiStandIn()) {
			final CommandModule classify = new CommandModule(new CommandInfo(Classify.class));
			final Supplier<Caller> nested = () -> fiji.inPool(
				() -> CallerDetection.caller(classify, true, CallerDetection.threads(fiji.threads())));
			assertEquals(Caller.PERSON, fiji.inPool(nested));
			assertEquals(Caller.CODE, fiji.inPool(() -> {
				CallerDetection.begin(classify);
				final Caller caller = nested.get();
				CallerDetection.end(classify);
				return caller;
			}));
			fiji.run(Classify.class, "input", SampleImages.of("8-bit"), "model", "brightness");
			// The thread hears of the end a moment after its caller has the result.
			for (int i = 0; i < 100 && fiji.inPool(nested) != Caller.PERSON; i++)
				Thread.sleep(50);
			assertEquals(Caller.PERSON, fiji.inPool(nested));
		}
	}

	/** Where there are windows, SciJava tells of each end in the event thread. */
	@Test
	void aThreadIsFreeWhenAnotherOneTellsOfTheEnd() throws Exception {
		final CommandModule classify = new CommandModule(new CommandInfo(Classify.class));
		final ModuleEndService service = new ModuleEndService();
		final List<Runnable> ends = List.of(() -> service.onEvent(new ModuleFinishedEvent(classify)),
			() -> service.onEvent(new ModuleCanceledEvent(classify, "")),
			() -> service.onEvent(new ModuleErroredEvent(classify, new IllegalStateException())));
		for (final Runnable end : ends) {
			final Thread thread = new Thread(() -> CallerDetection.begin(classify));
			thread.start();
			thread.join();
			assertTrue(CallerDetection.isBusy(thread));
			end.run();
			assertFalse(CallerDetection.isBusy(thread));
		}
	}

	@Test
	void theNearestCallersImageIsTheCurrentOne() {
		final Thread macro = new Thread("Run$_main");
		final Thread script = new Thread("SciJava-1f-Thread-2");
		final ImagePlus named = image();
		final ImagePlus nearer = image();
		WindowManager.setTempCurrentImage(macro, named);
		assertSame(named,
			CallerPreprocessor.CurrentImage.of(List.of(POOL, script, macro)).orElseThrow());
		WindowManager.setTempCurrentImage(script, nearer);
		assertSame(nearer,
			CallerPreprocessor.CurrentImage.of(List.of(POOL, script, macro)).orElseThrow());
		WindowManager.setTempCurrentImage(macro, null);
		WindowManager.setTempCurrentImage(script, null);
	}

	/** Threads of a pool are used again and again. */
	@Test
	void whatAnotherCommandLeftInThisThreadIsNot() {
		final ImagePlus named = image();
		WindowManager.setTempCurrentImage(POOL, named);
		WindowManager.setTempCurrentImage(image());
		assertSame(named,
			CallerPreprocessor.CurrentImage.of(List.of(Thread.currentThread(), POOL)).orElseThrow());
		WindowManager.setTempCurrentImage(POOL, null);
		final ImagePlus left = image();
		WindowManager.setTempCurrentImage(left);
		assertNotEquals(Optional.of(left),
			CallerPreprocessor.CurrentImage.of(List.of(Thread.currentThread(), POOL)));
	}

	/** By Java itself, without SciJava's threads between. */
	@Test
	void inItsOwnThreadItIsTheThreads() {
		final ImagePlus own = image();
		WindowManager.setTempCurrentImage(own);
		assertSame(own,
			CallerPreprocessor.CurrentImage.of(List.of(Thread.currentThread())).orElseThrow());
	}

	@Test
	void theThreadsAreFollowedThroughThePool() throws Exception {
		try (FijiStandIn fiji = new FijiStandIn()) {
			final List<Thread> inner = CompletableFuture
				.supplyAsync(
					() -> fiji.inPool(() -> fiji.inPool(() -> CallerDetection.threads(fiji.threads()))))
				.get();
			assertEquals(3, inner.size());
			assertEquals(List.of(Thread.currentThread()), CallerDetection.threads(fiji.threads()));
		}
	}

	private static ImagePlus image() {
		return new ImagePlus("", new ByteProcessor(2, 2));
	}
}
