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

package org.gradiscope.engine;

import java.util.function.Supplier;

import org.gradiscope.tensor.Pixels;

/** Told how far a long computation is, and asked whether to go on. */
@FunctionalInterface
public interface Progress extends Cancellation {

	/** Nobody listens, nobody cancels. */
	Progress NONE = () -> false;

	/**
	 * After each step. May be called from any thread.
	 *
	 * @param done steps so far
	 * @param total steps in all
	 * @param text what is being done, with the objective's value
	 */
	default void report(final int done, final int total, final String text) {}

	/**
	 * Offers the picture as it has become so far. Who watches asks for it at once, now and then; for
	 * nobody it is not made.
	 */
	default void offer(final Supplier<Pixels> picture) {}

	/**
	 * The progress of a part of several computations, as progress of the whole.
	 *
	 * @param whole who is told
	 * @param part where it begins, from 0
	 * @param length where it ends, minus that; 1 unless it takes as long as several
	 * @param of the length of all
	 * @param what it is, before what it says of itself
	 */
	record SubProgress(Progress whole, int part, int length, int of, String what)
		implements Progress {

		/** However many steps the parts have: the whole has so many. */
		private static final int STEPS = 1 << 20;

		/** One that says itself what it is. */
		public SubProgress(final Progress whole, final int part, final int of) {
			this(whole, part, 1, of, "");
		}

		@Override
		public void report(final int done, final int total, final String text) {
			final String comma = what.isEmpty() || text.isEmpty() ? "" : ", ";
			final double parts = part + (double) length * done / total;
			whole.report((int) Math.round(parts / of * STEPS), STEPS, what + comma + text);
		}

		@Override
		public boolean isCanceled() {
			return whole.isCanceled();
		}

		@Override
		public void offer(final Supplier<Pixels> picture) {
			whole.offer(picture);
		}
	}
}
