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

package org.gradiscope.attack.robustness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;

/**
 * What a defence seems to gain against an attack that does not know of it, and what is left of that against
 * one that does; at the epsilon at which it seems to gain most.
 *
 * @param method of attack
 * @param defence as users write it
 * @param epsilon in the unit of the curve
 * @param bare the accuracy of the bare network
 * @param naive that behind the defence, under the attack on the bare network
 * @param adaptive that under the attack through the defence
 */
public record DefenceGain(AttackMethod method, String defence, double epsilon, double bare,
	double naive, double adaptive) {

	/** One for each method that was run with a defence and an epsilon over 0. */
	public static List<DefenceGain> of(final List<Point> points) {
		final List<DefenceGain> gains = new ArrayList<>();
		for (final AttackMethod method : new LinkedHashSet<>(
			points.stream().map(Point::method).toList()))
			points.stream()
				.filter(point -> point.method().equals(method) && point.epsilon() > 0 &&
					point.setting().attackName().equals("naive"))
				.map(naive -> of(points, naive))
				.max(Comparator.comparingDouble(gain -> gain.naive - gain.bare)).ifPresent(gains::add);
		return gains;
	}

	private static DefenceGain of(final List<Point> points, final Point naive) {
		final Setting setting = naive.setting();
		return new DefenceGain(naive.method(), setting.defenceName(), naive.epsilon(),
			accuracy(points, naive, Setting.BARE), naive.accuracy().value(),
			accuracy(points, naive, Setting.adaptive(setting.defence().orElseThrow())));
	}

	private static double accuracy(final List<Point> points, final Point beside,
		final Setting setting) {
		final Optional<Point> point =
			points.stream().filter(one -> one.method().equals(beside.method()) &&
				one.epsilon() == beside.epsilon() && one.setting().equals(setting)).findFirst();
		return point.orElseThrow().accuracy().value();
	}

	/** The share of the gain that the adaptive attack takes, from 0 to 1; not a number where there is none. */
	public double lost() {
		if (!(naive > bare)) return Double.NaN;
		return Math.max(0, Math.min(1, (naive - adaptive) / (naive - bare)));
	}

	/**
	 * In a sentence.
	 *
	 * @param unit by which epsilon is multiplied
	 */
	public String sentence(final double unit) {
		final String figures =
			String.format(Locale.ROOT,
				"%s at epsilon %s: accuracy %.2f without %s, %.2f with it under the naive attack, %.2f " +
					"under the adaptive one; ",
				method, number(epsilon * unit), bare, defence, naive, adaptive);
		if (Double.isNaN(lost())) return figures + "the defence gains nothing.";
		return figures + "the defence loses " + Math.round(100 * lost()) +
			" % of its gain under the adaptive attack.";
	}

	private static String number(final double value) {
		return value == Math.rint(value) ? Long.toString((long) value)
			: String.format(Locale.ROOT, "%.3g", value);
	}
}
