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

package org.gradiscope.engine.tf.keras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;

/**
 * Computes what {@code scripts/keras-conformance} compares: for each line of {@code cases.txt} in a folder
 * the outputs of a network and the gradient, into a file of float32 beside it.
 */
public final class KerasConformance {

	private KerasConformance() {}

	/** @param arguments the folder, and of which output the gradient is; none for the weighted sum of all */
	public static void main(final String... arguments) throws IOException {
		TestNatives.load();
		final Path folder = Path.of(arguments[0]);
		final int logit = arguments.length > 1 ? Integer.parseInt(arguments[1]) : -1;
		for (final KerasCases.Case one : KerasCases.in(folder.resolve("cases.txt")))
			System.out.println(one.file() + "\t" + outcome(folder, one, logit));
	}

	private static String outcome(final Path folder, final KerasCases.Case one, final int logit)
		throws IOException {
		try {
			final FrozenRun run = logit < 0
				? FrozenRun.of(KerasFreezer.of(folder.resolve(one.file())), one, KerasCases::input,
					KerasCases::outputWeights)
				: FrozenRun.of(KerasFreezer.of(folder.resolve(one.file())), one, KerasCases::noise,
					count -> only(logit, count));
			write(folder.resolve(one.file() + ".floats"), run);
			return "computed";
		}
		catch (final EngineException e) {
			return "refused: " + e.getMessage();
		}
	}

	private static float[] only(final int place, final int count) {
		final float[] weights = new float[count];
		weights[place] = 1;
		return weights;
	}

	private static void write(final Path file, final FrozenRun run) throws IOException {
		final ByteBuffer bytes =
			ByteBuffer.allocate(Float.BYTES * (run.output().length + run.gradient().length))
				.order(ByteOrder.LITTLE_ENDIAN);
		for (final float number : run.output())
			bytes.putFloat(number);
		for (final float number : run.gradient())
			bytes.putFloat(number);
		Files.write(file, bytes.array());
	}
}
