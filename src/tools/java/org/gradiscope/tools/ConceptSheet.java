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

package org.gradiscope.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.gradiscope.tools.ContactSheet.Panel;

/** Examples of concepts beside what their directions look for. */
final class ConceptSheet {

	private static final int EXAMPLES = 4;
	private static final int HEIGHT = 128;

	private ConceptSheet() {}

	/**
	 * Arguments: the folder of the images, one folder for each concept; the folder of the drawn directions,
	 * CONCEPT.png; the file to write; the concepts.
	 */
	public static void main(final String... arguments) throws IOException {
		final Path images = Path.of(arguments[0]);
		final List<List<Panel>> rows = new ArrayList<>();
		for (final String concept : List.of(arguments).subList(3, arguments.length)) {
			final List<Panel> row = new ArrayList<>();
			for (int i = 1; i <= EXAMPLES; i++)
				row.add(new Panel(concept,
					images.resolve(concept).resolve(String.format(Locale.ROOT, "%s-%04d.png", concept, i))));
			row.add(new Panel("direction", Path.of(arguments[1]).resolve(concept + ".png")));
			rows.add(row);
		}
		ContactSheet.write(rows, HEIGHT, Path.of(arguments[2]));
	}
}
