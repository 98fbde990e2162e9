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

package org.gradiscope.model.format;

import java.util.Map;

import org.gradiscope.model.Fact;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;

/**
 * How DJL brings an image to a network's size. Where that is neither a resize of the whole image
 * nor one of its largest centre of the network's proportions, the nearer of the two is taken and
 * the fact's source says that it is assumed.
 */
final class ServingSize {

	private final Map<String, String> values;
	private final DescriptionBuilder facts;

	private ServingSize(final Map<String, String> values, final DescriptionBuilder facts) {
		this.values = values;
		this.facts = facts;
	}

	static void add(final Map<String, String> values, final DescriptionBuilder facts) {
		new ServingSize(values, facts).add();
	}

	private void add() {
		final boolean crops = isOn("centerCrop") || isOn("centerFit");
		final boolean fits = crops || isOn("resize") || isOn("resizeShort");
		if (!fits && !values.containsKey("width") && !values.containsKey("height")) return;
		final int[] target = target(crops);
		facts.add(Fact.SIZE, InputSize.fixed(target[1], target[0]));
		if (!fits) return;
		final ImageFit fit = isOn("resize") ? ImageFit.RESIZE : ImageFit.CENTER_CROP;
		facts.add(Fact.FIT, fit, isExact(target) ? facts.source()
			: "assumed: " + facts.source() + " has " + steps() + ", for which " + fit + " is taken");
	}

	/** Width and height: of a lone resize its own, else those stated or DJL's own. */
	private int[] target(final boolean crops) {
		final int[] stated = { side("width"), side("height") };
		final String resize = values.getOrDefault("resize", "false");
		return crops || resize.matches("true|false") ? stated : ServingNumbers.sides("resize", resize);
	}

	private int side(final String key) {
		return ServingNumbers.sides(key, values.getOrDefault(key, "224"))[0];
	}

	private boolean isOn(final String key) {
		return !values.getOrDefault(key, "false").equals("false");
	}

	/** Whether it is just our fit: a resize to the target, or to its short side and then a crop. */
	private boolean isExact(final int[] target) {
		if (isOn("pad") || isOn("centerFit")) return false;
		if (isOn("resize")) return !isOn("resizeShort") && isTo(target, "resize");
		return isOn("centerCrop") && isOn("resizeShort") && target[0] == target[1] &&
			isTo(target, "resizeShort");
	}

	private boolean isTo(final int[] target, final String key) {
		if (values.get(key).equals("true")) return true;
		final int[] sides = ServingNumbers.sides(key, values.get(key));
		return sides[0] == target[0] && sides[1] == target[1];
	}

	private String steps() {
		final StringBuilder steps = new StringBuilder();
		for (final String key : new String[] { "pad", "resize", "resizeShort", "centerCrop",
			"centerFit" })
			if (isOn(key)) steps.append(steps.length() > 0 ? " and " : "").append(key).append('=')
				.append(values.get(key));
		return steps.toString();
	}
}
