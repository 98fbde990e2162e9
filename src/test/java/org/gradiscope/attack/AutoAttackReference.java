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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.gradiscope.attack.BlackBoxReference.Crop;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.engine.Network;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SharedFiles;

/**
 * What scripts/reference/autoattack_verdicts.py wrote about ResNet-8.
 *
 * @param bound in grey levels
 * @param verdicts on one crop each
 */
record AutoAttackReference(Bound bound, List<Verdict> verdicts) {

	private static final String NETWORK = "cifar10-resnet8";
	private static final int SIDE = 32;
	/** The part that comes first. */
	static final String FIRST = "apgd-ce";
	private static final String WHOLE = FIRST + " apgd-t fab-t square";
	private static final Pattern HEADER =
		Pattern.compile("# norm (\\S+), epsilon (\\S+), parts (.*)");

	/**
	 * What the authors' program says of a crop.
	 *
	 * @param part the first one that fooled, or "none"
	 * @param distance to the nearest image that FAB found, in grey levels and the bound's norm
	 */
	record Verdict(Crop crop, String part, double distance) {

		static Verdict of(final String line) {
			final String[] parts = line.split(" ");
			return new Verdict(Crop.of(line), parts[5], number(parts[6]));
		}

		private static double number(final String text) {
			return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
		}

		boolean isFooled() {
			return !part.equals("none");
		}
	}

	static AutoAttackReference of(final Norm norm) {
		final String name = "autoattack-" + NETWORK + "-" + norm + ".txt";
		try (InputStream file = AutoAttackReference.class.getResourceAsStream(name)) {
			final List<String> lines =
				new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
			final Matcher header = HEADER.matcher(lines.get(1));
			if (!header.matches() || !header.group(3).equals(WHOLE))
				throw new IOException("not all parts were run, but " + lines.get(1));
			return new AutoAttackReference(
				new Bound(Norm.valueOf(header.group(1).toUpperCase(Locale.ROOT)),
					Double.parseDouble(header.group(2))),
				lines.stream().skip(2).map(Verdict::of).toList());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Without the network the test is skipped. */
	static Network open() {
		return SharedFiles.open(NETWORK, ValueRange.EIGHT_BIT);
	}

	/** Those that only a later part than the first fooled. */
	Stream<Verdict> fallenLater() {
		return verdicts.stream().filter(verdict -> verdict.isFooled() && !verdict.part().equals(FIRST));
	}

	/** Those that nothing fooled, the nearest to falling first. */
	Stream<Verdict> standing() {
		return verdicts.stream().filter(verdict -> !verdict.isFooled())
			.sorted(Comparator.comparingDouble(Verdict::distance));
	}

	/** The crops of some, {@code [n, 32, 32, 3]}; without the photographs the test is skipped. */
	static Pixels images(final List<Verdict> verdicts) throws IOException {
		return BlackBoxReference.images(verdicts.stream().map(Verdict::crop).toList(), SIDE);
	}
}
