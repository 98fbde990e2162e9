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

package org.gradiscope.attack.surface;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.gradiscope.model.Labels;

/**
 * What was found around an image, in sentences.
 *
 * @param ways what comes after the distance of each boundary, for example grey levels along the gradient
 * @param epsilon the size of steps of the gradient, in grey levels
 */
public record SurfaceWords(SurfaceFindings findings, Labels labels, List<String> ways,
	double epsilon) {

	/** Under this many percent of the values, what is cut changes little. */
	private static final double LITTLE = 0.01;

	/** All of it in one line. */
	public String all() {
		final List<String> sentences = new ArrayList<>();
		sentences.add(boundaries());
		sentences.add(gradient());
		if (findings.space().isPresent()) sentences.add(space(findings.space().orElseThrow()));
		if (findings.grid().cut() >= LITTLE) sentences.add(String.format(Locale.ROOT,
			"%.0f %% of the values in the plane would leave the value range and are cut to it.",
			100 * findings.grid().cut()));
		return String.join(" ", sentences);
	}

	private String boundaries() {
		final List<String> met = new ArrayList<>();
		for (int n = 0; n < ways.size(); n++) {
			final BoundaryCrossing each = findings.boundaries().get(n);
			if (each.exists()) met.add(String.format(Locale.ROOT, "%s at %.3g %s", name(each.beyond()),
				each.distance(), ways.get(n)));
		}
		return "The image is taken for " + name(findings.own()) +
			(met.isEmpty()
				? ", and so is what lies along the axes of the plane; a larger epsilon looks further."
				: "; it becomes " + String.join(", ", met) + ".");
	}

	private String name(final int index) {
		return labels.name(index).split(",")[0];
	}

	/** Whether the gradient can be believed. */
	public String gradient() {
		if (findings.gain().isEmpty())
			return "The gradient is 0 at every value, so random directions take its place: it vanishes or is " +
				"masked (Athalye et al. 2018), and attacks that follow it do not show how robust the network is.";
		final GradientGain gain = findings.gain().orElseThrow();
		final int random = gain.random().length;
		final long as = Math.round(gain.obfuscation() * random);
		final String step = String.format(Locale.ROOT,
			"a step of %.3g grey levels along the gradient's sign gains %.3g of the loss, ", epsilon,
			gain.along());
		return gain.isObfuscated() ? "The gradient does no better than chance: " + step + as + " of " +
			random + " random directions gain as much" +
			". It may be obfuscated (Athalye et al. 2018): try methods that ask for no gradient, or a smaller epsilon."
			: "The gradient leads up: " + step +
				String.format(Locale.ROOT, "random ones %.3g on average and at most %.3g.",
					gain.meanOfRandom(), gain.largestOfRandom());
	}

	private static String space(final AdversarialSpace space) {
		if (space.most() == 0) return "None of up to " + space.largest() +
			" directions at right angles to each other fools.";
		return "Of directions at right angles to each other, " + space.most() +
			(space.most() == 1 ? " fools" : " fool") + ", of up to " + space.largest() +
			" that were tried together; up to " + space.all() + " together, none fails.";
	}
}
