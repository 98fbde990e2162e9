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

package org.gradiscope.engine.tf.guard;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.proto.AttrValue;

/**
 * What the whole numbers of an attribute may be.
 *
 * @param name of the attribute
 * @param counts how many there may be in a list; empty for a single number
 * @param least of each
 * @param most of each
 */
record AttributeRange(String name, List<Integer> counts, long least, long most) {

	/** Of pooling: the work of each place is as large. */
	private static final String WINDOW = "ksize";
	private static final long LARGEST_WINDOW = 1 << 24;

	private static final Pattern TEXT =
		Pattern.compile("(\\w+)=(?:([\\d|]+)\\*)?(-?\\d+)\\.\\.(\\d+)");

	/** The usual ranges: {@code SIZE} is that of windows, steps and gaps. */
	private static final Map<String, String> USUAL =
		Map.of("SIZE", "1..65536", "PAD", "0..65536", "AXIS", "-8..7", "MASK", "0..65535");

	private static final Map<Op, List<AttributeRange>> ALL = new EnumMap<>(Op.class);

	static {
		for (final Op op : Op.values())
			ALL.put(op, Stream.of(op.attributes().split(" ")).filter(text -> !text.isEmpty())
				.map(AttributeRange::of).toList());
	}

	/** Those of an operation's attributes that need one. */
	static List<AttributeRange> all(final Op op) {
		return ALL.get(op);
	}

	private static AttributeRange of(final String written) {
		String text = written;
		for (final Map.Entry<String, String> usual : USUAL.entrySet())
			text = text.replace(usual.getKey(), usual.getValue());
		final Matcher parts = TEXT.matcher(text);
		if (!parts.matches()) throw new IllegalArgumentException(text);
		final List<Integer> counts = Stream.ofNullable(parts.group(2))
			.flatMap(all -> Stream.of(all.split("\\|"))).map(Integer::valueOf).toList();
		return new AttributeRange(parts.group(1), counts, Long.parseLong(parts.group(3)),
			Long.parseLong(parts.group(4)));
	}

	/** What is wrong with a value; nothing if it is within the range, or is left to the default. */
	Optional<String> fault(final AttrValue value) {
		if (value.getValueCase() == AttrValue.ValueCase.VALUE_NOT_SET) return Optional.empty();
		if (counts.isEmpty()) return holds(value.getI()) ? Optional.empty() : fault(value.getI() + "");
		final List<Long> numbers = value.getList().getIList();
		final double product = numbers.stream().mapToDouble(Math::abs).reduce(1, (a, b) -> a * b);
		if (name.equals(WINDOW) && product > LARGEST_WINDOW) return Optional.of(
			"'" + name + "' is " + numbers + ", but a window has at most " + LARGEST_WINDOW + " places");
		return counts.contains(numbers.size()) && numbers.stream().allMatch(this::holds)
			? Optional.empty()
			: fault(numbers.stream().limit(8).toList() + (numbers.size() > 8 ? "..." : ""));
	}

	private Optional<String> fault(final String came) {
		final String expected = counts.isEmpty() ? "a number"
			: String.join(" or ", counts.stream().map(String::valueOf).toList()) + " numbers";
		return Optional.of("'" + name + "' is " + came + ", but should be " + expected + " from " +
			least + " to " + most);
	}

	private boolean holds(final long number) {
		return number >= least && number <= most;
	}
}
