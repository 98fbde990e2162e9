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

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.gradiscope.engine.Cancellation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;

/** What the status bar says while a command runs. */
class StatusProgressTest {

	private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
	private Context context;
	/** SciJava holds its listeners weakly. */
	private Object listener;

	@BeforeEach
	void start() {
		context = new Context(List.of(StatusService.class, EventService.class), true);
		listener = new Object() {

			@EventHandler
			void onEvent(final StatusEvent event) {
				said.add(event.getProgressValue() + " " + event.getStatusMessage());
			}
		};
		context.getService(EventService.class).subscribe(listener);
	}

	@AfterEach
	void dispose() {
		context.dispose();
	}

	private void assertSaid(final String pattern) throws InterruptedException {
		final String text = said.poll(20, TimeUnit.SECONDS);
		assertNotNull(text, "nothing was said");
		assertTrue(text.matches(pattern), text);
	}

	@Test
	void theObjectiveAndTheTimeLeftAreTold() throws InterruptedException {
		final StatusProgress progress =
			new StatusProgress(context.getService(StatusService.class), null, Cancellation.NEVER);
		progress.report(1, 2, "objective 3.2");
		assertSaid("500 objective 3\\.2, \\d+ s left");
	}

	@Test
	void slicesCountTogether() throws InterruptedException {
		final StatusProgress progress =
			new StatusProgress(context.getService(StatusService.class), null, Cancellation.NEVER);
		progress.begin(3, 4);
		assertSaid("750 slice 4 of 4, \\d+ s left");
		progress.report(1, 1, "objective 5");
		assertSaid("1000 slice 4 of 4, objective 5");
	}
}
