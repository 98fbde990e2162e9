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

package org.gradiscope.attack.defence;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

import org.gradiscope.registry.MethodEntry;
import org.gradiscope.registry.Registry;

/**
 * A defence as users choose it: {@code jpeg:75}, or {@code jpeg} for the usual number.
 *
 * @param name as users write it
 * @param paper author and year
 * @param number what its number is, with its bounds; empty if it takes none
 * @param usual that number if users write none
 * @param whole whether that number is an integer
 * @param maker of the defence
 */
public record DefenceMethod(String name, String paper, String number, double usual, boolean whole,
	DoubleFunction<Defence> maker) implements MethodEntry {

	/** For no defence at all. */
	public static final String NONE = "none";

	/** All of them, in the order in which users see them. */
	public static final Registry<DefenceMethod> REGISTRY = new Registry<>(List.of(
		new DefenceMethod("jpeg", "Dziugaite 2016", "a JPEG quality of 1 to 100", 75, true,
			quality -> new JpegDefence((int) quality)),
		new DefenceMethod("bits", "Xu 2017", "a depth of 1 to 8 bits", 3, true,
			bits -> new BitDepth((int) bits)),
		new DefenceMethod("median", "Xu 2017", "an odd window of 3 to 15 pixels", 3, true,
			side -> new MedianDefence((int) side)),
		new DefenceMethod("tv", "Guo 2017", "a weight of the total variation over 0", 0.1, false,
			TotalVariationDefence::new),
		new DefenceMethod("resize", "Xie 2018", "", Double.NaN, false, none -> new RandomResize())));

	/**
	 * What users write: {@value #NONE}, or names with a number each, {@code +} between them.
	 *
	 * @return empty for {@value #NONE}
	 * @throws IllegalArgumentException if there is no such defence, or its number is outside its bounds
	 */
	public static Optional<Defence> parse(final String text) {
		if (text.isBlank() || text.trim().equalsIgnoreCase(NONE)) return Optional.empty();
		final List<Defence> steps =
			Arrays.stream(text.split("\\+", -1)).map(step -> one(step.trim())).toList();
		return Optional.of(steps.size() == 1 ? steps.get(0) : new DefenceChain(steps));
	}

	private static Defence one(final String text) {
		final String[] parts = text.split(":", 2);
		final DefenceMethod method = named(parts[0].trim().toLowerCase(Locale.ROOT));
		return method.maker.apply(parts.length == 1 ? method.usual : method.number(parts[1].trim()));
	}

	private static DefenceMethod named(final String name) {
		if (REGISTRY.names().contains(name)) return REGISTRY.get(name);
		throw new IllegalArgumentException("A defence is none or one of " +
			String.join(", ", REGISTRY.entries().stream().map(DefenceMethod::example).toList()) +
			", or several with + between them, but '" + name + "' was given.");
	}

	/** With its usual number, as users may write it. */
	public String example() {
		return number.isEmpty() ? name : name + ":" + text(usual);
	}

	private double number(final String text) {
		try {
			final double value = Double.parseDouble(text);
			if (!number.isEmpty() && !(whole && value != Math.rint(value))) return value;
		}
		catch (final NumberFormatException e) {
			// Said below.
		}
		throw new IllegalArgumentException("The defence " + name + " takes " +
			(number.isEmpty() ? "no number" : number + ", as in " + example()) + ", but '" + text +
			"' was given.");
	}

	/** The shortest text of a number. */
	static String text(final double number) {
		return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
	}

	/** None: a number stands beside the name. */
	@Override
	public List<String> keys() {
		return List.of();
	}

	@Override
	public String toString() {
		return name;
	}
}
