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

package org.gradiscope.attack;

import java.util.List;

import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.tensor.Pixels;

/**
 * What came of an attack on one image.
 *
 * @param perturbed the result in the image's pixel format, {@code [1, h, w, c]}
 * @param saved the same as a TIFF file keeps it, judged
 * @param unrounded whether the real-valued result fools
 * @param png whether a PNG file of it fools: the values of 8 bits and RGB, of others an 8-bit picture of
 *          what the display range shows
 * @param pngKeepsValues whether that is no other picture
 * @param hidden the share of the changed values that look as before in the 256 levels of the screen
 * @param epsilon that was used or, where it was searched, found; in grey levels, NaN for none
 * @param queries what it took
 * @param flat whether there was no gradient to follow
 * @param held how often the saved result fools under fresh views; null of an attack without views
 * @param further whether it fools each network that is to be fooled besides
 * @param lengthened by what the change was multiplied so that it fools as it is saved; 1 where it was not
 */
public record AttackOutcome(Pixels perturbed, AdversarialExample saved, boolean unrounded,
	boolean png, boolean pngKeepsValues, double hidden, double epsilon, TargetModel.QueryLog queries,
	boolean flat, Held held, List<Boolean> further, double lengthened) {

	public AttackOutcome {
		further = List.copyOf(further);
	}

	/**
	 * How often an image fools under views that the attack did not see.
	 *
	 * @param fooled how many views of the perturbed image do
	 * @param byViews how many of the same views of the original do, by the views alone
	 * @param views how many were looked at
	 */
	public record Held(int fooled, int byViews, int views) {}

	/** Of more hidden changes than this there is something to be said. */
	private static final double MUCH = 0.5;

	/** Whether the result fools as it would be saved: of 8 bits and RGB, in both kinds of files. */
	public boolean success() {
		return saved.success() && (png || !pngKeepsValues) && !flat;
	}

	/** What nobody should miss; empty if there is nothing. */
	public String warning() {
		if (flat)
			return "the gradient is zero everywhere, so there is nothing to follow; take an image " +
				"with structure, or another network";
		if (!success()) return failure();
		if (further.contains(false)) return "of the further networks it does not fool " +
			further.stream().filter(fooled -> !fooled).count() + " of " + further.size() + "; give " +
			(Double.isNaN(epsilon) ? "" : "a larger epsilon, ") + "more steps or another method";
		if (!pngKeepsValues && !png) return "saved as an 8-bit PNG it does not fool; save a TIFF";
		if (!pngKeepsValues && hidden > MUCH)
			return "the display range hides " + Math.round(100 * hidden) +
				" % of what changed; narrow it to see them (Image > Adjust > Brightness/Contrast...)";
		if (held != null && held.fooled() < MUCH * held.views())
			return "it fools as it is, but under " + held.fooled() + " of " + held.views() +
				" fresh views only; give a larger epsilon, more steps or samples, or narrower views";
		return "";
	}

	private String failure() {
		if (!queries.obstacle().isEmpty()) return "it does not fool: " + queries.obstacle();
		final boolean unbounded = Double.isNaN(epsilon);
		if (unrounded) return "it fools only before it is rounded to the image's type; " + (unbounded
			? "let its change be lengthened (lengthen), give a larger overshoot (deepfool) or kappa (cw-l2)"
			: "give a larger epsilon") + ", or make the image 32-bit";
		if (!queries.course().isEmpty() && queries.gradients() == 0)
			return "it does not fool; give more queries, " + (unbounded ? "" : "a larger epsilon, ") +
				"or take another method";
		if (queries.gradients() == 0) return "it does not fool";
		return "it does not fool; give " + (unbounded ? "" : "a larger epsilon, ") +
			"more steps or another method";
	}

	/** How many of the changed values look as before on the screen, from 0 to 1; 0 if none changed. */
	public static double hidden(final Pixels before, final Pixels after) {
		int changed = 0;
		int hidden = 0;
		for (int i = 0; i < before.values().size(); i++) {
			final float from = before.values().data()[i];
			final float to = after.values().data()[i];
			if (from == to) continue;
			changed++;
			if (level(from, before) == level(to, before)) hidden++;
		}
		return changed == 0 ? 0 : (double) hidden / changed;
	}

	private static int level(final float value, final Pixels shown) {
		return Math
			.round((shown.range().clamp(value) - shown.range().min()) / shown.range().extent() * 255);
	}
}
