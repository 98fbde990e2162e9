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

package org.gradiscope.engine.tf;

import java.util.function.LongSupplier;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Memory;
import org.gradiscope.engine.tf.inspect.MemoryEstimate;

/**
 * Refuses to run what would not fit into memory: TensorFlow ends the whole process where it gets none.
 */
final class MemoryGuard {

	/** Copies of the images, prepared ones and gradients of both, here and in TensorFlow. */
	private static final int COPIES = 10;

	private final String network;
	private final LongSupplier available;

	/** @param available bytes that there are, now */
	MemoryGuard(final String network, final LongSupplier available) {
		this.network = network;
		this.available = available;
	}

	/**
	 * Returns if a run fits.
	 *
	 * @param run what it takes for one image, or one tile
	 * @param runs how many of them go through together
	 * @param numbers that the images are made of
	 * @throws EngineException if it does not; the message says what it needs, what there is, and the
	 *           remedy
	 */
	void check(final MemoryEstimate run, final boolean backwards, final double runs,
		final double numbers, final String images) {
		final double needed = needed(run, backwards, runs, numbers);
		if (needed < Memory.LITTLE) return;
		final long free = available.getAsLong();
		if (needed > free) throw new EngineException(
			"To run " + network + (backwards ? " forwards and backwards" : "") + " on " + images +
				" takes about " + Memory.text(needed) + " of memory, but " + Memory.text(free) +
				" are free; select a part of the image, scale it down, or free some memory.");
	}

	static double needed(final MemoryEstimate run, final boolean backwards, final double runs,
		final double numbers) {
		final double both =
			runs * run.backward() + (OneDnn.isOn() ? 0 : run.unrolled() - run.backward());
		return COPIES * Float.BYTES * numbers + (backwards ? both : runs * run.forward());
	}
}
