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

package org.gradiscope.attack.method.gradient;

import java.util.Arrays;

/**
 * When auto-PGD halves the step of an image (Croce &amp; Hein 2020, section 3.2): at checkpoints {@code w_j},
 * if fewer than a share rho of the steps since the last one raised its loss (condition 1), or if it was
 * not halved there and its largest loss has not grown since (condition 2). The checkpoints are at
 * {@code w_j = ceil(p_j N)} of N steps, {@code p_0 = 0}, {@code p_1 = 0.22},
 * {@code p_(j+1) = p_j + max(p_j - p_(j-1) - 0.03, 0.06)}.
 */
final class ApgdCheckpoints {

	private final int steps;
	private final double share;
	private final float[] loss;
	private final float[] largest;
	private final float[] largestThen;
	private final int[] raised;
	private final boolean[] halved;

	/** {@code p_j} in percent, so that whole numbers stay such. */
	private int percent = 22;
	private int gap = 22;
	private int last;
	private int done;

	/**
	 * @param steps N in all
	 * @param share rho
	 * @param start the loss of each image at the start
	 */
	ApgdCheckpoints(final int steps, final double share, final float[] start) {
		this.steps = steps;
		this.share = share;
		loss = start.clone();
		largest = start.clone();
		largestThen = start.clone();
		raised = new int[start.length];
		halved = new boolean[start.length];
	}

	/**
	 * After a step.
	 *
	 * @param now the loss of each image
	 * @return whose step is to be halved; these go on from where their loss was the largest
	 */
	boolean[] after(final float[] now) {
		for (int n = 0; n < now.length; n++) {
			if (now[n] > loss[n]) raised[n]++;
			loss[n] = now[n];
			largest[n] = Math.max(largest[n], now[n]);
		}
		if (++done < next()) return new boolean[now.length];
		final boolean[] halve = halve();
		advance();
		return halve;
	}

	/** {@code ceil(p_j N)}. */
	private int next() {
		return (int) ((percent * (long) steps + 99) / 100);
	}

	private boolean[] halve() {
		for (int n = 0; n < halved.length; n++) {
			final boolean tooFew = raised[n] < share * (done - last);
			final boolean noGain = !halved[n] && largest[n] <= largestThen[n];
			halved[n] = tooFew || noGain;
			if (halved[n]) loss[n] = largest[n];
			largestThen[n] = largest[n];
		}
		return halved.clone();
	}

	private void advance() {
		Arrays.fill(raised, 0);
		last = done;
		do {
			gap = Math.max(gap - 3, 6);
			percent += gap;
		}
		while (next() <= done); // of few steps, some checkpoints fall together
	}
}
