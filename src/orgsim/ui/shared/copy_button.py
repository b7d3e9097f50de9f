"""A button that copies a text, where the browser lets it."""

import ipyvuetify
import solara
import traitlets


class CopyButton(ipyvuetify.VuetifyTemplate):
    """Copies `text` when it is pressed, and says so for two seconds."""

    text = traitlets.Unicode().tag(sync=True)
    template = traitlets.Unicode("""
        <template>
          <v-btn small outlined color="primary" :aria-label="'Copy: ' + text" @click="copy">
            <v-icon small left>mdi-content-copy</v-icon>{{ copied ? 'Copied' : 'Copy' }}
          </v-btn>
        </template>
        <script>
        module.exports = {
          data() { return { copied: false } },
          methods: {
            copy() {
              navigator.clipboard.writeText(this.text).then(() => {
                this.copied = true;
                setTimeout(() => { this.copied = false }, 2000);
              });
            }
          }
        }
        </script>
    """).tag(sync=True)


@solara.component
def Copy(text: str) -> None:
    """The button, for a text."""
    CopyButton.element(text=text)
