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

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.gradiscope.engine.Cancellation;

/**
 * Runs tasks one after the other in a thread of its own, of which only the latest counts: a new one
 * cancels the one that runs and those that wait.
 */
public final class LatestTask {

	private static final int IDLE_SECONDS = 5;

	private final AtomicInteger number = new AtomicInteger();
	private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS,
		TimeUnit.SECONDS, new LinkedBlockingQueue<>(), LatestTask::thread);

	public LatestTask() {
		thread.allowCoreThreadTimeOut(true);
	}

	/** A thread that keeps no program alive. */
	private static Thread thread(final Runnable task) {
		final Thread thread = new Thread(task, "Gradiscope-preview");
		thread.setDaemon(true);
		// SciJava and DJL look for their parts by it; the event thread's may know nothing of a plugin.
		thread.setContextClassLoader(LatestTask.class.getClassLoader());
		return thread;
	}

	/** @param task asks between its steps whether it still counts */
	public void run(final Consumer<Cancellation> task) {
		final int own = number.incrementAndGet();
		thread.execute(() -> {
			if (own == number.get()) task.accept(() -> own != number.get());
		});
	}

	/** From now on nothing counts that was given before. */
	public void cancel() {
		number.incrementAndGet();
	}
}
