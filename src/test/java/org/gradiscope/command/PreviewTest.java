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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.gradiscope.testing.BrightnessService;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.Previewable;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;

/** What the dialog shows on the image before anything is run. */
class PreviewTest {

	private static final Context CONTEXT =
		new Context(List.of(BrightnessService.class, StatusService.class, EventService.class), true);

	private final ImagePlus input = SampleImages.of("8-bit");

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	private CommandModule module(final Class<? extends Command> type, final Object... values)
		throws Exception {
		final Command command = type.getDeclaredConstructor().newInstance();
		CONTEXT.inject(command);
		final CommandModule module = new CommandModule(new CommandInfo(type), command);
		module.setInput("input", input);
		module.setInput("model", "brightness");
		for (int i = 0; i < values.length; i += 2)
			module.setInput((String) values[i], values[i + 1]);
		return module;
	}

	/** What lies over the image when it has changed. */
	private Overlay overlayAfter(final Runnable action) throws InterruptedException {
		final Overlay before = input.getOverlay();
		action.run();
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (input.getOverlay() == before && System.nanoTime() < end)
			Thread.sleep(5);
		return input.getOverlay();
	}

	@ParameterizedTest
	@ValueSource(classes = { DeepDream.class, SaliencyMap.class })
	void liesOverTheImageAndGoesAgain(final Class<? extends Command> type) throws Exception {
		final Object pixels = input.getProcessor().getPixelsCopy();
		final Overlay own = new Overlay(new Roi(1, 1, 3, 3));
		input.setOverlay(own);
		final CommandModule module = module(type, "preview", true);
		final Overlay shown = overlayAfter(module::preview);
		assertEquals(2, shown.size());
		assertEquals(new Rectangle(0, 0, 16, 12), shown.get(1).getBounds());
		assertArrayEquals((byte[]) pixels, (byte[]) input.getProcessor().getPixels());
		module.cancel();
		assertSame(own, input.getOverlay());
		module.setInput("preview", false);
		module.preview();
		assertSame(own, input.getOverlay());
	}

	@Test
	void isGoneBeforeTheCommandRuns() throws Exception {
		final CommandModule module = module(DeepDream.class, "preview", true, "octaves", 1);
		assertNotNull(overlayAfter(module::preview));
		module.run();
		assertNull(input.getOverlay());
		assertNull(((ImagePlus) module.getOutput("output")).getOverlay());
	}

	@Test
	void keepsWithinTheSelection() throws Exception {
		input.setRoi(new OvalRoi(2, 1, 10, 10));
		final CommandModule module = module(DeepDream.class, "preview", true);
		final ImageRoi shown = (ImageRoi) overlayAfter(module::preview).get(0);
		assertEquals(new Rectangle(2, 1, 10, 10), shown.getBounds());
		final BufferedImage picture = shown.getProcessor().getBufferedImage();
		assertEquals(0, shown.getProcessor().get(0, 0) >>> 24, "the corner lies outside of the oval");
		assertEquals(10, picture.getWidth());
		module.cancel();
	}

	/** As with an image that takes long: what is computed is small, and stands for the first octaves. */
	@Test
	void isOfLowResolution() throws Exception {
		input.setProcessor(input.getProcessor().resize(1600, 1200));
		final int before = CONTEXT.getService(BrightnessService.class).evaluations();
		final CommandModule module = module(DeepDream.class, "preview", true, "octaves", 8, "steps", 3);
		final Overlay shown = overlayAfter(module::preview);
		assertEquals(new Rectangle(0, 0, 1600, 1200), shown.get(0).getBounds());
		// 1600 pixels are 256 after five to six octaves of 1.4: three are left of eight.
		assertEquals(3 * 3, CONTEXT.getService(BrightnessService.class).evaluations() - before);
		module.cancel();
	}

	@Test
	void aWrongValueIsSaidInTheStatusBar() throws Exception {
		final AtomicReference<String> said = new AtomicReference<>("");
		final CountDownLatch heard = new CountDownLatch(1);
		final Object listener = new Object() {

			@EventHandler
			void onEvent(final StatusEvent event) {
				said.set(event.getStatusMessage());
				heard.countDown();
			}
		};
		CONTEXT.getService(EventService.class).subscribe(listener);
		module(DeepDream.class, "preview", true, "layers", "con").preview();
		assertTrue(heard.await(20, TimeUnit.SECONDS));
		assertEquals("No preview: There is no layer 'con' in brightness; the layers are units.",
			said.get());
		assertNull(input.getOverlay());
	}

	/** What is shown is what would come out, and so is what the status bar says. */
	@Test
	void aWrongValueTakesAwayTheMapAndARightOneTheMessage() throws Exception {
		final List<String> said = new CopyOnWriteArrayList<>();
		final Object listener = new Object() {

			@EventHandler
			void onEvent(final StatusEvent event) {
				said.add(event.getStatusMessage());
			}
		};
		CONTEXT.getService(EventService.class).subscribe(listener);
		final CommandModule module = module(DeepDream.class, "preview", true, "octaves", 1);
		assertNotNull(overlayAfter(module::preview));
		assertEquals(List.of(), said);
		module.setInput("layers", "con");
		assertNull(overlayAfter(module::preview));
		module.setInput("layers", "auto");
		assertNotNull(overlayAfter(module::preview));
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (said.size() < 2 && System.nanoTime() < end)
			Thread.sleep(5);
		assertEquals(
			List.of("No preview: There is no layer 'con' in brightness; the layers are units.", ""),
			said);
		module.cancel();
		assertEquals(2, said.size());
	}

	@Test
	void onlyTheLatestCounts() throws Exception {
		final LatestTask latest = new LatestTask();
		final CountDownLatch started = new CountDownLatch(1);
		final CountDownLatch done = new CountDownLatch(1);
		final StringBuffer ran = new StringBuffer();
		latest.run(cancellation -> {
			started.countDown();
			while (!cancellation.isCanceled())
				Thread.onSpinWait();
			ran.append("first canceled, ");
		});
		assertTrue(started.await(20, TimeUnit.SECONDS));
		latest.run(cancellation -> ran.append("second, "));
		latest.run(cancellation -> {
			ran.append("third");
			done.countDown();
		});
		assertTrue(done.await(20, TimeUnit.SECONDS));
		assertTrue(ran.toString().matches("first canceled, (second, )?third"), ran.toString());
	}

	@Test
	void bothAreKnownToFijiAsPreviewable() {
		assertTrue(Previewable.class.isAssignableFrom(DeepDream.class));
		assertTrue(new CommandInfo(SaliencyMap.class).canPreview());
	}
}
