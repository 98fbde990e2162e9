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

package org.gradiscope.safety;

import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many broken and forged models, opened and run in a separate process: none crashes it, none hangs,
 * none touches a file outside its folder, and each that is refused is refused in one line. A mutant is its
 * number: what it finds once it finds again. {@code gradiscope.mutants} sets how many there are,
 * {@code gradiscope.mutants.from} the first.
 */
class MutationTest {

	private static final int FIRST = Integer.getInteger("gradiscope.mutants.from", 0);
	private static final int PROCESSES = 2;

	@TempDir
	Path folder;

	private static int mutants(final int usual) {
		return Integer.getInteger("gradiscope.mutants", usual);
	}

	/** Three in four are networks around an operation or two; the others are damaged files of sound models. */
	@Test
	@Tag("long")
	void noMutantDoesHarm() throws Exception {
		new MutantWatch(Bases.write(folder.resolve("bases")), folder, MutantRunner.OPERATIONS)
			.check(FIRST, mutants(6_000), PROCESSES);
	}

	/** Of ONNX and Keras files. */
	@Test
	@Tag("long")
	void noMutantOfAnotherFormatDoesHarm() throws Exception {
		new MutantWatch(Bases.writeConverted(folder.resolve("bases")), folder, MutantRunner.FILES)
			.check(FIRST, mutants(10_000), PROCESSES);
	}

	/** Others than those of the long test. */
	@Test
	void someMutantsOfOtherFormatsDoNoHarm() throws Exception {
		new MutantWatch(Bases.writeConverted(folder.resolve("bases")), folder, MutantRunner.FILES)
			.check(1_000_000, 200, 1);
	}
}
